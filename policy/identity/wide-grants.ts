/** Grants that hold in a whole project, folder or organisation. */
import type { Report } from "../policy";
import { type Props, Unknown } from "../values";
import { type Grant, grantsIn } from "./bindings";

export function isWide(type: string): boolean {
  return /^gcp:(projects|folder|organizations)\/i[Aa][Mm](Member|Binding|Policy):/.test(type);
}

/** Judges each grant by itself; one whose role or member is not known yet waits. */
export function judgeGrants(props: Props, { violation, unknown }: Report, fault: (grant: Known) => string | undefined) {
  for (const { role, member, path } of grantsIn(props)) {
    if (role === Unknown || member === Unknown) {
      if (role === Unknown || fault({ role: String(role), member: undefined }) !== undefined) unknown(path);
      continue;
    }
    const text = fault({ role: String(role), member: String(member) });
    if (text !== undefined) violation(path, text);
  }
}

/** A member that is not known counts as one that is at fault, as far as that can be told. */
export interface Known extends Omit<Grant, "role" | "member" | "path"> {
  role: string;
  member: string | undefined;
}
