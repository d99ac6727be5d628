import { Accounts, account } from "../identity/accounts";
import { defaultAccountsIn } from "../identity/default-accounts";
import { Running } from "../identity/running";
import { isWorkload } from "../identity/workloads";
import { type StackReport, type StackResource, stackPolicy } from "../policy";
import { isSet } from "../settings";
import { at, Unknown } from "../values";
import { subscription } from "./things";

const path = "pushConfig.oidcToken.serviceAccountEmail";

export default stackPolicy({
  name: "pubsub-push-own-account",
  refuses: "a push subscription that shows no identity, or one that is not its alone",
  because:
    "whoever is pushed to cannot tell Pub/Sub from anybody else; and an account that a workload runs as, or a default one, " +
    "lets that workload push whatever it likes",
  fix: "give it oidcToken with a service account made for it alone (Flotilla: new Trigger(…) makes one)",
  severity: "high",
  applies: (type) => type === subscription || type === account || isWorkload(type),
  checkStack(resources, report) {
    const accounts = new Accounts(resources);
    const running = new Running(resources, accounts);
    for (const push of resources.filter(({ type }) => type === subscription)) judge(push, accounts, running, report);
  },
});

function judge(push: StackResource, accounts: Accounts, running: Running, report: StackReport): void {
  const endpoint = at(push.props.pushConfig, "pushEndpoint");
  if (!isSet(endpoint)) return;
  const email = at(push.props.pushConfig, "oidcToken", "serviceAccountEmail");
  if (!isSet(email)) {
    if (endpoint === Unknown) report.unknown(push, "pushConfig.pushEndpoint");
    else report.violation(push, path, "is not set, so nobody can tell who pushes");
    return;
  }
  const [isDefault] = typeof email === "string" ? defaultAccountsIn(email) : [];
  const named = accounts.named(push, path, email);
  const workload = named && running.as(named.key);
  if (isDefault) report.violation(push, path, `is ${isDefault.email}, ${isDefault.is}`);
  else if (named && workload !== undefined)
    report.violation(push, path, `is ${named.called}, as which "${workload}" runs`);
  else if (named === undefined || running.hasUnnamed) report.unknown(push, path);
}
