/** Service accounts as others name them. */
import type { World } from "../world";

/** Whether a project's own account of that address is missing; agents and accounts of other projects are not ours to tell. */
export function isMissing(world: World, project: string, email: string): boolean {
  return (
    email.endsWith(`@${project}.iam.gserviceaccount.com`) &&
    !world.ofType("gcp:serviceaccount/account:Account").some((account) => account.outputs.email === email)
  );
}
