/** Grants that hold in a whole project, folder or organisation. */
import type { Report } from "../policy";
import { type Props, Unknown } from "../values";
import { grantsIn } from "./bindings";

/** The provider writes `iAM` in some of its types, and `iam` in others. */
export function isWide(type: string): boolean {
  return /^gcp:(projects|folder|organizations)\/i[Aa][Mm](Member|Binding|Policy):/.test(type);
}

export interface WideGrant {
  role: string;
  /** Undefined while it is not known; what is then said of it is not shown. */
  member: string | undefined;
}

/** Judges each grant by itself; one whose role, or whose member where the role is at fault, is not known yet waits. */
export function judgeGrants(
  props: Props,
  { violation, unknown }: Report,
  fault: (grant: WideGrant) => string | undefined,
): void {
  for (const { role, member, path } of grantsIn(props)) {
    if (role === Unknown) unknown(path);
    else {
      const text = fault({ role: String(role), member: member === Unknown ? undefined : String(member) });
      if (text !== undefined && member === Unknown) unknown(path);
      else if (text !== undefined) violation(path, text);
    }
  }
}
