/** The rights that a stack gives to somebody who is known by name. */
import type { StackReport, StackResource } from "../policy";
import { Unknown } from "../values";
import type { Accounts, NamedAccount } from "./accounts";
import { grantsIn } from "./bindings";

export interface Held {
  grant: StackResource;
  path: string;
  role: string;
  member: NamedAccount;
}

/** Of one grant, as far as its roles matter; one whose role, or whose member, is not known waits. */
export function* heldBy(
  grant: StackResource,
  matters: (role: string) => boolean,
  accounts: Accounts,
  report: StackReport,
): Generator<Held> {
  for (const { role, member, path } of grantsIn(grant.props)) {
    if (role !== Unknown && !matters(String(role))) continue;
    const named = role === Unknown ? undefined : accounts.named(grant, path, member);
    if (named === undefined) report.unknown(grant, path);
    else yield { grant, path, role: String(role), member: named };
  }
}
