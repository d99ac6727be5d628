import { sourceOf } from "../identity/accounts";
import { type StackReport, type StackResource, stackPolicy } from "../policy";
import { Unknown } from "../values";
import { hostsIn, urlMaps } from "./url-maps";

const record = "cloudflare:index/dnsRecord:DnsRecord";
const address = "gcp:compute/globalAddress:GlobalAddress";

export default stackPolicy({
  name: "edge-names-lead-here",
  refuses: "the name of a host that leads to another address than the load balancer's",
  because:
    "an address that is given up is somebody else's the next day, who then answers under our name and gets a certificate for it",
  fix: "take content from the GlobalAddress itself (Flotilla's Edge does)",
  severity: "high",
  applies: [record, address, ...urlMaps],
  checkStack(resources, report) {
    const hosts = resources
      .filter(({ type }) => urlMaps.includes(type))
      .flatMap(({ props }) => hostsIn(props).map(({ value }) => value));
    const addresses = resources.filter(({ type }) => type === address);
    if (addresses.length === 0) return;
    for (const one of resources.filter(({ type }) => type === record)) judge(one, hosts, addresses, report);
  },
});

function judge(
  one: StackResource,
  hosts: readonly unknown[],
  addresses: readonly StackResource[],
  report: StackReport,
): void {
  const { name, type, content } = one.props;
  const isAddress = type === "A" || type === "AAAA";
  if (type !== Unknown && !isAddress) return;
  if (
    content === Unknown ? sourceOf(one, "content", address) : addresses.some(({ props }) => props.address === content)
  )
    return;
  const mayBe = name === Unknown || hosts.includes(Unknown) || hosts.includes(name);
  if (!mayBe) return;
  const isHidden = [name, type, content].includes(Unknown) || !hosts.includes(name);
  if (isHidden || addresses.some(({ props }) => props.address === Unknown)) report.unknown(one, "content");
  else report.violation(one, "content", `is ${String(content)}, which no GlobalAddress of the stack is`);
}
