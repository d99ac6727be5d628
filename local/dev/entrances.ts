/** Every way in: the public hosts, and each service's own address. */
import type { EnvironmentOutputs } from "../../contract";
import { ask } from "../cloud/requests/ask";
import { textsOf } from "../cloud/typed";
import type { World } from "../cloud/world";
import type { Addresses } from "./addresses";
import type { Applications } from "./applications";
import type { CurrentCloud } from "./current-cloud";
import { edge, type Surroundings, serviceGate, type Target } from "./gateway";
import { servicesIn, workloadsIn } from "./plan";
import type { Scope } from "./scope";

export interface Entrances {
  /** Public host → address. */
  hosts: Record<string, string>;
  /** Service → address. */
  services: Record<string, string>;
}

export async function openEntrances(
  cloud: CurrentCloud,
  scope: Scope,
  addresses: Addresses,
  applications: Applications,
  around: Surroundings,
): Promise<Entrances> {
  const targets = workloadsIn(cloud.world).map(
    ({ name, record }): Target => ({
      name,
      record: () => cloud.world.get(record.type, record.id),
      port: () => applications.port(name),
    }),
  );
  const routes = new Map(
    Object.entries(cloud.outputs.edge.hosts).flatMap(([host, { service }]) => {
      const target = targets.find(({ name }) => name === nameInCloud(cloud, host, service));
      return target ? [[host, target] as const] : [];
    }),
  );
  const hosts: Record<string, string> = {};
  for (const [host, target] of routes) {
    const address = (await scope.listen(edge(target, routes, around))).replace("127.0.0.1", "localhost");
    hosts[host] = address;
    addresses.leadHost(host, address.replace("http://", ""));
  }
  const services: Record<string, string> = {};
  for (const target of targets) {
    const there = addressesOf(cloud, target.name);
    const own = (): string[] => [address, ...there, ...textsOf(target.record()?.inputs.customAudiences)];
    const address = await scope.listen(serviceGate(target, own, around));
    services[target.name] = address;
    for (const one of there) addresses.lead(one, address);
  }
  return { hosts, services };
}

/**
 * What the service that answers for a host is called in the cloud, which one that was renamed, or is in several regions at
 * once, is not by the name that the program gives it.
 */
export function nameInCloud(
  { world, outputs: { edge } }: { world: World; outputs: Pick<EnvironmentOutputs, "edge"> },
  host: string,
  service: string,
): string {
  const url = edge.hosts[host]?.url ?? "";
  if (edge.mode === "balanced") return ask(world, url).served[0]?.service ?? service;
  // cloud.google.com/run/docs/triggering/https-request#deterministic: name, project number, region
  return /^https:\/\/(.+)-\d+\.[a-z0-9-]+\.run\.app$/.exec(url)?.[1] ?? service;
}

/** In the cloud, in all regions: each is an audience too. */
function addressesOf({ world }: CurrentCloud, service: string): string[] {
  return servicesIn(world)
    .filter(({ inputs }) => inputs.name === service)
    .flatMap(({ outputs: { urls, uri } }) => [...textsOf(urls), String(uri)]);
}
