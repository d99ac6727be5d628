import { type StackReport, type StackResource, stackPolicy } from "../policy";
import { addressesIn } from "../run/addresses";
import { letsCall, Services, serviceTypes } from "../run/services";
import { isSet } from "../settings";
import { at, find, Unknown, type Value } from "../values";
import { subscription } from "./things";

const path = "pushConfig.pushEndpoint";

/** What gives the stack a name on the internet. */
const namers: Readonly<Record<string, string>> = {
  "cloudflare:index/dnsRecord:DnsRecord": "name",
  "gcp:cloudrun/domainMapping:DomainMapping": "name",
  "gcp:compute/uRLMap:URLMap": "hostRules[].hosts[]",
  "gcp:dns/recordSet:RecordSet": "name",
};

export default stackPolicy({
  name: "pubsub-push-stays-inside",
  refuses: "a push to somebody who is no part of the stack",
  because:
    "every event, with all that is in it, then leaves the platform as it happens, and the other side shows up in no list of who may read",
  fix: "push to a service of this stack (Flotilla: new Trigger(…, { to })), and let that service tell others what they are to know",
  severity: "high",
  applies: (type) =>
    type === subscription || serviceTypes.includes(type) || letsCall(type) || namers[type] !== undefined,
  checkStack(resources, report) {
    const services = new Services(resources);
    const hosts = resources.flatMap(namesOf);
    for (const one of resources.filter(({ type }) => type === subscription)) judge(one, services, hosts, report);
  },
});

function namesOf({ type, props }: StackResource): (Value | undefined)[] {
  const place = namers[type];
  return place === undefined ? [] : find(props, place).map(({ value }) => value);
}

function judge(
  one: StackResource,
  services: Services,
  hosts: readonly (Value | undefined)[],
  report: StackReport,
): void {
  const endpoint = at(one.props.pushConfig, "pushEndpoint");
  if (!isSet(endpoint)) return;
  if (endpoint === Unknown) {
    report.unknown(one, path);
    return;
  }
  const { hostname } = URL.canParse(String(endpoint)) ? new URL(String(endpoint)) : { hostname: String(endpoint) };
  const found = addressesIn(String(endpoint)).map((address) => services.at(address));
  if (
    found.some((service) => service !== Unknown && service.length > 0) ||
    hosts.some((host) => isName(host, hostname))
  )
    return;
  if (found.includes(Unknown) || hosts.includes(Unknown)) report.unknown(one, path);
  else report.violation(one, path, `is ${String(endpoint)}, and nothing of this stack has the name ${hostname}`);
}

/** DNS ends a name with a dot, and lets a star stand for one label. */
function isName(host: Value | undefined, hostname: string): boolean {
  if (typeof host !== "string") return false;
  const name = host.replace(/\.$/, "").toLowerCase();
  return name === hostname || (name.startsWith("*.") && hostname.replace(/^[^.]+/, "*") === name);
}
