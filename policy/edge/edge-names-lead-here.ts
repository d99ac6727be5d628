import { sourceOf } from "../identity/accounts";
import { type StackReport, type StackResource, stackPolicy } from "../policy";
import { type Found, find, Unknown } from "../values";
import { hostsIn, urlMaps } from "./url-maps";

/** A record → where it says whereto its name leads. */
const records: Readonly<Record<string, string>> = {
  "cloudflare:index/dnsRecord:DnsRecord": "content",
  "gcp:dns/recordSet:RecordSet": "rrdatas[]",
};
const address = "gcp:compute/globalAddress:GlobalAddress";

export default stackPolicy({
  name: "edge-names-lead-here",
  refuses: "the name of a host that leads to another address than the load balancer's",
  because:
    "an address that is given up is somebody else's the next day, who then answers under our name and gets a certificate for it",
  fix: "take content, or rrdatas, from the GlobalAddress itself (Flotilla's Edge does)",
  severity: "high",
  applies: [...Object.keys(records), address, ...urlMaps],
  checkStack(resources, report) {
    const hosts = resources
      .filter(({ type }) => urlMaps.includes(type))
      .flatMap(({ props }) => hostsIn(props).map(({ value }) => value));
    const addresses = resources.filter(({ type }) => type === address);
    if (addresses.length === 0) return;
    for (const one of resources) {
      const pattern = records[one.type];
      if (pattern === undefined) continue;
      for (const content of find(one.props, pattern)) judge(one, content, hosts, addresses, report);
    }
  },
});

function judge(
  one: StackResource,
  { path, value: content }: Found,
  hosts: readonly unknown[],
  addresses: readonly StackResource[],
  report: StackReport,
): void {
  const { type } = one.props;
  // Cloud DNS ends names with a dot.
  const name = typeof one.props.name === "string" ? one.props.name.replace(/\.$/, "") : one.props.name;
  const isAddress = type === "A" || type === "AAAA";
  if (type !== Unknown && !isAddress) return;
  if (content === Unknown ? sourceOf(one, path, address) : addresses.some(({ props }) => props.address === content))
    return;
  const mayBe = name === Unknown || hosts.includes(Unknown) || hosts.includes(name);
  if (!mayBe) return;
  const isHidden = [name, type, content].includes(Unknown) || !hosts.includes(name);
  if (isHidden || addresses.some(({ props }) => props.address === Unknown)) report.unknown(one, path);
  else report.violation(one, path, `is ${String(content)}, which no GlobalAddress of the stack is`);
}
