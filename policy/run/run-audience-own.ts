import { type StackReport, type StackResource, stackPolicy } from "../policy";
import { find, Unknown } from "../values";
import { service as serviceType } from "./exposure";
import { nameOf } from "./services";

/** The regions of a fleet are one service: they have one name. */
export default stackPolicy({
  name: "run-audience-own",
  refuses: "two services that take tokens for the same audience",
  because:
    "a caller's token for the one is then good for the other, so a service that is called can call on as its caller, which no " +
    "list of who may call whom shows",
  fix: "leave customAudiences out, or give each service one that names it alone",
  severity: "high",
  applies: serviceType,
  checkStack(services, report) {
    const owners = new Map<string, StackResource>();
    for (const service of services)
      for (const { path, value } of find(service.props, "customAudiences[]"))
        if (typeof value !== "string") report.unknown(service, path);
        else if (!owners.has(value)) owners.set(value, service);
        else judge(service, path, value, owners.get(value) as StackResource, report);
  },
});

function judge(
  service: StackResource,
  path: string,
  audience: string,
  owner: StackResource,
  report: StackReport,
): void {
  const [own, other] = [nameOf(service), nameOf(owner)];
  if (service.urn === owner.urn) return;
  if (own === Unknown || other === Unknown) report.unknown(service, path);
  else if (own !== other) report.violation(service, path, `is ${audience}, which "${String(other)}" takes too`);
}
