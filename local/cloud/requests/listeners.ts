/** From a host to what listens on its addresses. */
import { withoutHost } from "../references";
import { textOf, textsOf } from "../typed";
import type { World, WorldRecord } from "../world";

const httpsProxy = "gcp:compute/targetHttpsProxy:TargetHttpsProxy";

/** The proxies that end TLS for a host; every address of it has one, or there is a fault. */
export function listenersOf(world: World, host: string): { proxies: WorldRecord[]; faults: string[] } {
  const addresses = addressesOf(world, host);
  if (addresses.length === 0) return { proxies: [], faults: [`${host} has no address in DNS`] };
  const faults: string[] = [];
  const proxies = new Set<WorldRecord>();
  for (const address of addresses) {
    const rule = world
      .ofType("gcp:compute/globalForwardingRule:GlobalForwardingRule")
      .find(({ outputs }) => outputs.ipAddress === address && /^443(-443)?$/.test(String(outputs.portRange)));
    const proxy = rule && world.get(httpsProxy, withoutHost(String(rule.inputs.target)));
    if (proxy) proxies.add(proxy);
    else faults.push(`nobody listens on port 443 of ${address}, which ${host} is sent to`);
  }
  return { proxies: [...proxies], faults };
}

function addressesOf(world: World, host: string): string[] {
  const [, ...rest] = host.split(".");
  const exact = recordsOf(world, host);
  return exact.length > 0 ? exact : recordsOf(world, ["*", ...rest].join("."));
}

function recordsOf(world: World, name: string): string[] {
  const isAddress = (type: unknown) => type === "A" || type === "AAAA";
  const cloudflare = world
    .ofType("cloudflare:index/dnsRecord:DnsRecord")
    .filter(({ inputs }) => inputs.name === name && isAddress(inputs.type))
    .flatMap(({ inputs }) => textOf(inputs.content) ?? []);
  const google = world
    .ofType("gcp:dns/recordSet:RecordSet")
    .filter(({ inputs }) => inputs.name === `${name}.` && isAddress(inputs.type))
    .flatMap(({ inputs }) => textsOf(inputs.rrdatas));
  return [...cloudflare, ...google];
}
