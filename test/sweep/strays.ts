/** What only one of them knows: the cloud, or the state. After whatever happened there is what was let go of, and no more. */
import { resourceType } from "../../local/cloud/catalogue";
import type { End } from "../support/likeness";

export function strays({ cloud, state }: End): string[] {
  const inCloud = Object.values(cloud.memory().resources).filter(
    ({ urn, softDeleted }) => urn !== undefined && !softDeleted,
  );
  const inState = state.resources.filter(
    ({ type, external }) => !external && resourceType(type) && !resourceType(type)?.stateOnly,
  );
  const known = new Set(inState.map(({ type, id }) => `${type} ${id}`));
  const made = new Set(inCloud.map(({ type, id }) => `${type} ${id}`));
  return [
    ...[...made].filter((one) => !known.has(one)).map((one) => `lost: ${one} is in the cloud, and no state knows it`),
    ...[...known].filter((one) => !made.has(one)).map((one) => `gone: ${one} is in the state, and not in the cloud`),
  ];
}
