/** Grants to the accounts that the stack's workloads run as. */
import type { StackReport, StackResource } from "../policy";
import { Unknown } from "../values";
import { Accounts } from "./accounts";
import { grantsIn } from "./bindings";
import { Running } from "./running";

/** Refuses these grants where they give a workload's account one of these roles. */
export function refuseToWorkloads(
  resources: readonly StackResource[],
  isJudged: (type: string) => boolean,
  isRefused: (role: string) => boolean,
  report: StackReport,
): void {
  const accounts = new Accounts(resources);
  const running = new Running(resources, accounts);
  for (const grant of resources.filter(({ type }) => isJudged(type)))
    for (const { role, member, path } of grantsIn(grant.props)) {
      if (role !== Unknown && !isRefused(String(role))) continue;
      const named = accounts.named(grant, path, member);
      const workload = named && running.as(named.key);
      if (named === undefined || role === Unknown) report.unknown(grant, path);
      else if (workload !== undefined)
        report.violation(grant, path, `gives ${named.called} ${String(role)}, and "${workload}" runs as it`);
      else if (running.hasUnnamed) report.unknown(grant, path);
    }
}
