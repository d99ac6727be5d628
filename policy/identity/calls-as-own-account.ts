import { type StackReport, type StackResource, stackPolicy } from "../policy";
import { isSet } from "../settings";
import { find, Unknown } from "../values";
import { Accounts, account } from "./accounts";
import { callers } from "./callers";
import { Running } from "./running";
import { isWorkload } from "./workloads";

/** A subscription has a policy of its own; a trigger and a workflow without an account are `own-service-account`'s. */
const judged = Object.keys(callers).filter((type) => !type.startsWith("gcp:pubsub/"));

/** Without a token these call all the same. */
const anonymous = ["gcp:cloudscheduler/job:Job", "gcp:eventarc/pipeline:Pipeline"];

export default stackPolicy({
  name: "calls-as-own-account",
  refuses: "a schedule, a queue, a trigger, a build or a workflow that calls without an identity, or as a workload",
  because:
    "who is called cannot tell the call from anybody else's; and an account that a workload runs as lets that workload call " +
    "whatever the schedule may",
  fix: "give it a token of a service account made for it alone (Flotilla: new Cron(…) makes one)",
  severity: "high",
  applies: (type) => judged.includes(type) || type === account || isWorkload(type),
  checkStack(resources, report) {
    const accounts = new Accounts(resources);
    const running = new Running(resources, accounts);
    for (const caller of resources.filter(({ type }) => judged.includes(type)))
      judge(caller, accounts, running, report);
  },
});

function judge(caller: StackResource, accounts: Accounts, running: Running, report: StackReport): void {
  const patterns = callers[caller.type];
  const [address] = (patterns?.addresses ?? []).flatMap((pattern) => find(caller.props, pattern));
  const named = (patterns?.accounts ?? []).flatMap((pattern) => find(caller.props, pattern));
  const used = named.find(({ value }) => isSet(value));
  if (used === undefined) {
    if (!anonymous.includes(caller.type) || address === undefined) return;
    report.violation(caller, named[0]?.path ?? "", "is not set, so nobody can tell who calls");
    return;
  }
  const found = accounts.named(caller, used.path, used.value ?? Unknown);
  const workload = found && running.as(found.key);
  if (found && workload !== undefined)
    report.violation(caller, used.path, `is ${found.called}, as which "${workload}" runs`);
  else if (found === undefined || running.hasUnnamed) report.unknown(caller, used.path);
}
