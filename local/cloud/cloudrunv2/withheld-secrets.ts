/** The secrets that a workload names and would not get. */
import type { PropertyMap } from "../../values";
import { allows } from "../iam/grants";
import { named } from "../named";
import { projectNumber } from "../projects/number";
import { isEnabled, versionOf } from "../secretmanager/versions";
import type { World } from "../world";
import { accountOf, secretsOf } from "./revision";

export interface WithheldSecret {
  /** Where it stands, as Cloud Run says it. */
  path: string;
  /** As in `projects/1/secrets/s/versions/latest`. */
  version: string;
  account: string;
  why: "not there" | "denied" | "disabled";
}

/** Those of other projects are not ours to tell. */
export function withheldSecrets(world: World, project: string, inputs: PropertyMap): WithheldSecret[] {
  const references = secretsOf(inputs);
  if (references.length === 0) return [];
  const number = projectNumber(world, project, inputs);
  const account = accountOf(inputs, number);
  return references.flatMap(({ path, secret, version }) => {
    const { project: home, name } = named("secrets", secret, project);
    if (home !== project && home !== number) return [];
    const { id } = named("secrets", name, project);
    const found = versionOf(world, id, version);
    const mayRead = allows(world, `serviceAccount:${account}`, "secretmanager.versions.access", { id, project });
    if (found && isEnabled(found) && mayRead) return [];
    const full = secret === name ? `projects/${number}/secrets/${name}` : secret;
    const why = !found ? "not there" : mayRead ? "disabled" : "denied";
    return [{ path, version: `${full}/versions/${version}`, account, why }];
  });
}
