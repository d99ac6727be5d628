/** The secrets that a workload names and would not get. */
import type { PropertyMap } from "../../values";
import { allows } from "../iam/grants";
import { named } from "../named";
import { projectNumber } from "../projects/number";
import { hasVersion } from "../secretmanager/versions";
import type { World } from "../world";
import { accountOf, secretsOf } from "./revision";

export interface WithheldSecret {
  /** Where it stands, as Cloud Run says it. */
  path: string;
  /** As in `projects/1/secrets/s/versions/latest`. */
  version: string;
  account: string;
  why: "not there" | "denied";
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
    const found = hasVersion(world, id, version);
    if (found && allows(world, `serviceAccount:${account}`, "secretmanager.versions.access", { id, project }))
      return [];
    const full = secret === name ? `projects/${number}/secrets/${name}` : secret;
    return [{ path, version: `${full}/versions/${version}`, account, why: found ? "denied" : "not there" }];
  });
}
