/** Grants to the accounts that the stack's workloads run as, and to those that its schedules, pushes and triggers call as. */
import type { StackReport, StackResource } from "../policy";
import { isSet } from "../settings";
import { find, type Known, Unknown, type Value } from "../values";
import { Accounts } from "./accounts";
import { grantsIn } from "./bindings";
import { callers } from "./callers";
import { CustomRoles } from "./custom-roles";
import { Running } from "./running";

/** What such an account may not be given. */
export interface Refused {
  grants(type: string): boolean;
  role(role: string, type: string): boolean;
  /** Of a role that the stack makes. */
  permission: RegExp;
}

export function refuseToWorkloads(resources: readonly StackResource[], refused: Refused, report: StackReport): void {
  const accounts = new Accounts(resources);
  const roles = new CustomRoles(resources);
  const running = new Running(resources, accounts);
  const calling = callingAccounts(resources, accounts);
  for (const grant of resources.filter(({ type }) => refused.grants(type)))
    for (const { role, member, path } of grantsIn(grant.props)) {
      const isRefused = judgeRole(grant, role, refused, roles);
      if (isRefused === false) continue;
      const named = accounts.named(grant, path, member);
      const workload = named && running.as(named.key);
      const caller = named && calling.get(named.key);
      if (named === undefined || isRefused === Unknown) report.unknown(grant, path);
      else if (workload !== undefined || caller !== undefined)
        report.violation(grant, path, `gives ${named.called} ${called(role, grant, roles)}, ${how(workload, caller)}`);
      else if (running.hasUnnamed) report.unknown(grant, path);
    }
}

function judgeRole(grant: StackResource, role: Value, refused: Refused, roles: CustomRoles): Known {
  const made = roles.made(grant, role);
  if (made !== undefined) {
    const permissions = find(made.props, "permissions[]").map(({ value }) => value);
    if (permissions.some((permission) => typeof permission === "string" && refused.permission.test(permission)))
      return true;
    return permissions.includes(Unknown) ? Unknown : false;
  }
  return role === Unknown ? Unknown : refused.role(String(role), grant.type);
}

function called(role: Value, grant: StackResource, roles: CustomRoles): string {
  const made = roles.made(grant, role);
  return made === undefined ? String(role) : `the role "${made.name}"`;
}

function how(workload: string | undefined, caller: string | undefined): string {
  return workload === undefined ? `as which "${caller}" calls` : `and "${workload}" runs as it`;
}

/** The name of what calls as each. */
function callingAccounts(resources: readonly StackResource[], accounts: Accounts): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const caller of resources)
    for (const pattern of callers[caller.type]?.accounts ?? [])
      for (const { path, value } of find(caller.props, pattern)) {
        const named = isSet(value) ? accounts.named(caller, path, value) : undefined;
        if (named) found.set(named.key, caller.name);
      }
  return found;
}
