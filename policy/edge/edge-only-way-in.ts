import { sourceOf } from "../identity/accounts";
import { every, same } from "../known";
import { type StackReport, type StackResource, stackPolicy } from "../policy";
import { isReachedByAll, service as serviceType } from "../run/exposure";
import { isInRegion, nameOf } from "../run/services";
import { at, type Known, Unknown } from "../values";

const group = "gcp:compute/regionNetworkEndpointGroup:RegionNetworkEndpointGroup";

/** A reason for being public is a reason for that; what stands behind the firewall is to stand behind it. */
export default stackPolicy({
  name: "edge-only-way-in",
  refuses: "a service behind the load balancer that the internet also reaches beside it",
  because:
    "its own run.app address goes around the firewall, the rate limit and the log of the load balancer, and is found by " +
    "whoever looks for it",
  fix: 'set ingress to INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER (Flotilla: exposure: "edge")',
  severity: "high",
  applies: [group, serviceType],
  checkStack(resources, report) {
    const groups = resources.filter(({ type }) => type === group);
    for (const service of resources.filter(({ type }) => type === serviceType)) judge(service, groups, report);
  },
});

function judge(service: StackResource, groups: readonly StackResource[], report: StackReport): void {
  // The identity proxy asks whoever comes, on either way.
  const proxied = service.props.iapEnabled;
  const reached = every(isReachedByAll(service.props), proxied === Unknown ? Unknown : proxied !== true);
  if (reached === false) return;
  const behind = groups.map((one) => ({ name: one.name, is: leadsTo(one, service) }));
  const found = behind.find(({ is }) => is === true);
  if (found && reached === true)
    report.violation(service, "ingress", `lets the internet in beside the load balancer's "${found.name}"`);
  else if (behind.some(({ is }) => is !== false)) report.unknown(service, "ingress");
}

function leadsTo(by: StackResource, service: StackResource): Known {
  const named = at(by.props.cloudRun, "service");
  if (named === undefined) return false;
  const made = named === Unknown ? sourceOf(by, "cloudRun", serviceType) : undefined;
  return every(
    made ? made.urn === service.urn : same(named, nameOf(service)),
    isInRegion(service.props, by.props.region),
  );
}
