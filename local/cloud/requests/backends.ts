/** From a balancer's backends to the services behind them. */
import { endpointGroupAnswered } from "../compute/endpoint-group-answered.rule";
import { withoutHost } from "../references";
import { objectOf, objectsOf } from "../typed";
import type { World, WorldRecord } from "../world";

/** Every service that may be chosen; one that does not let the balancer in, or is not there, is a fault. */
export function backendsOf(world: World, ids: readonly string[]): { services: WorldRecord[]; faults: string[] } {
  const services: WorldRecord[] = [];
  const faults: string[] = [];
  for (const id of ids) {
    const backend = world.get("gcp:compute/backendService:BackendService", id);
    if (!backend) faults.push(`${id} is gone`);
    for (const group of groupsOf(world, backend)) {
      const fault = typeof group === "string" ? `${group} is gone` : endpointGroupAnswered.inspect(group, world);
      const service = typeof group === "string" ? undefined : serviceBehind(world, group);
      if (fault !== undefined) faults.push(fault);
      else if (service) services.push(service);
    }
  }
  return { services, faults };
}

function groupsOf(world: World, backend: WorldRecord | undefined): (WorldRecord | string)[] {
  return objectsOf(backend?.inputs.backends).map(({ group }) => {
    const id = withoutHost(String(group));
    return world.get("gcp:compute/regionNetworkEndpointGroup:RegionNetworkEndpointGroup", id) ?? id;
  });
}

function serviceBehind(world: World, { inputs }: WorldRecord): WorldRecord | undefined {
  const { service } = objectOf(inputs.cloudRun);
  return world.get(
    "gcp:cloudrunv2/service:Service",
    `projects/${inputs.project}/locations/${inputs.region}/services/${service}`,
  );
}
