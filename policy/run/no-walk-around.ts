import { Accounts, account, sourcesOf } from "../identity/accounts";
import { accountPath, workloads } from "../identity/workloads";
import { type StackReport, type StackResource, stackPolicy } from "../policy";
import { find, leaves, Unknown } from "../values";
import { asksWhoCalls, Services } from "./addresses";
import { service } from "./exposure";
import { grantsCalling, Invokers } from "./invokers";

/** What calls services beside workloads: where it has the address, and as whom it calls. */
const callers: Readonly<Record<string, { address: string; as: string }>> = {
  "gcp:cloudscheduler/job:Job": { address: "httpTarget", as: "httpTarget.oidcToken.serviceAccountEmail" },
  "gcp:pubsub/subscription:Subscription": { address: "pushConfig", as: "pushConfig.oidcToken.serviceAccountEmail" },
};

interface Use {
  path: string;
  /** Unknown: made from this service, so it may be its address. */
  value: string | typeof Unknown;
  target: StackResource;
}

/** An address may come from the service, from a data source or from a person's memory: in the end it is the same text. */
export default stackPolicy({
  name: "no-walk-around",
  refuses: "the address of a service in the hands of one who was never granted to call it",
  because:
    "the call is refused, or works by a grant that nobody made for it; and whoever reads who may call whom reads " +
    "something that is not so",
  fix:
    "grant the caller's account roles/run.invoker on that service in that region, together with the address " +
    "(Flotilla: put SERVICE.call() into its can list)",
  severity: "high",
  applies: (type) => [account, ...workloads, ...Object.keys(callers)].includes(type) || grantsCalling(type),
  checkStack(resources, report) {
    const accounts = new Accounts(resources);
    const invokers = new Invokers(resources, accounts);
    const services = new Services(resources);
    for (const user of resources)
      for (const use of usesOf(user, services)) judgeUse(user, use, accounts, invokers, report);
  },
});

function judgeUse(user: StackResource, use: Use, accounts: Accounts, invokers: Invokers, report: StackReport): void {
  const { path, value, target } = use;
  const as = find(user.props, callers[user.type]?.as ?? accountPath(user.type) ?? "")[0];
  if (as?.value === undefined || as.value === "") return; // that it calls as nobody of its own is for other policies
  const caller = accounts.named(user, as.path, as.value);
  const may = caller === undefined ? Unknown : invokers.mayCall(caller.key, target);
  if (may === true) return;
  if (may === Unknown || value === Unknown || asksWhoCalls(target) === Unknown) report.unknown(user, path);
  else
    report.violation(
      user,
      path,
      `holds the address of "${String(target.props.name)}" in ${String(target.props.location)}, which ${caller?.called} was not granted to call`,
    );
}

function* usesOf(user: StackResource, services: Services): Generator<Use> {
  const isTarget = (target: StackResource) => asksWhoCalls(target) !== false && !isSame(user, target);
  for (const { path, value } of leaves(addressesOf(user), callers[user.type]?.address ?? ""))
    if (value === Unknown) {
      const made = sourcesOf(user, path).filter(({ type }) => type === service);
      for (const target of made.filter(isTarget)) yield { path, value, target };
    } else if (typeof value === "string")
      for (const target of services.addressed(value).filter(isTarget)) yield { path, value, target };
}

function addressesOf({ type, props }: StackResource) {
  const caller = callers[type];
  if (caller) return props[caller.address] ?? {};
  return accountPath(type) === undefined ? {} : props;
}

/** A service knows its own address, in whichever region: to check what tokens are made out to. */
function isSame(user: StackResource, target: StackResource): boolean {
  return user.type === target.type && user.props.name === target.props.name;
}
