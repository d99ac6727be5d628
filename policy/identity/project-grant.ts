/** What the cases of several policies have in common: a grant on a whole project. */
import type { CaseResource } from "../cases";
import type { Value } from "../values";

export function projectGrant(role: Value, member: Value): Pick<CaseResource, "type" | "props"> {
  return { type: "gcp:projects/iAMMember:IAMMember", props: { project: "example", role, member } };
}
