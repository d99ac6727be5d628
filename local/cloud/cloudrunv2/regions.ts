/**
 * In which regions a service is: in its own, or, made at `global`, in all those that it names at once
 * (cloud.google.com/run/docs/multiple-regions).
 */
import type { PropertyMap } from "../../values";
import { objectOf, textsOf } from "../typed";
import type { World, WorldRecord } from "../world";

export const serviceType = "gcp:cloudrunv2/service:Service";

/** Where a service of several regions is made. */
export const everywhere = "global";

/** A service as it is in one region, which is where requests find it. */
export interface RegionalService {
  service: WorldRecord;
  region: string;
}

export function regionsOf({ location, multiRegionSettings }: PropertyMap): string[] {
  return location === everywhere ? textsOf(objectOf(multiRegionSettings).regions) : [String(location)];
}

/** The service of that name in a region, whoever brought it there. */
export function serviceIn(world: World, project: string, region: string, name: string): WorldRecord | undefined {
  const at = (location: string) => world.get(serviceType, `projects/${project}/locations/${location}/services/${name}`);
  const ofSeveral = at(everywhere);
  return at(region) ?? (ofSeveral && regionsOf(ofSeveral.inputs).includes(region) ? ofSeveral : undefined);
}

/** What it is called in one of its regions: there its grants are. */
export function idIn({ service, region }: RegionalService): string {
  return service.id.replace(`/locations/${everywhere}/`, `/locations/${region}/`);
}
