/** From a balancer's backends to the services behind them. */
import { type RegionalService, serviceIn } from "../cloudrunv2/regions";
import { endpointGroupAnswered } from "../compute/endpoint-group-answered.rule";
import { withoutHost } from "../references";
import { objectOf, objectsOf } from "../typed";
import type { World, WorldRecord } from "../world";

/** Every service that may be chosen; one that does not let the balancer in, or is not there, is a fault. */
export function backendsOf(world: World, ids: readonly string[]): { services: RegionalService[]; faults: string[] } {
  const services: RegionalService[] = [];
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

function serviceBehind(world: World, { inputs }: WorldRecord): RegionalService | undefined {
  const region = String(inputs.region);
  const service = serviceIn(world, String(inputs.project), region, String(objectOf(inputs.cloudRun).service));
  return service && { service, region };
}
