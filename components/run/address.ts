import type { Region } from "../../contract";
import type { Environment } from "../environment";
import { stableName } from "../naming";
import type { Mistake } from "../refuse";
import type { Routing } from "./routing";

/** What the names of a service in the cloud are made of, all of it known before the service is. */
export interface Named {
  environment: Environment;
  name: string;
  /** The name it had before, where it was renamed. */
  formerName: string | undefined;
  routing: Routing;
}

/** What the names in the cloud of what belongs to a service are made of: a rename changes none of them. */
export const cloudNameOf = ({ name, formerName = name }: Pick<Named, "name" | "formerName">): string => formerName;

/** How the name of a native service ends: while a switch is made, it stands beside regional ones in the same regions. */
const nativeEnd = "-global";

/** Cloud Run's name for a service, which is the same in all of its regions. */
export function serviceName({ environment, routing, ...named }: Named): string {
  const name = cloudNameOf(named);
  return stableName(
    "gcp:cloudrunv2/service:Service",
    environment.slug,
    routing === "native" ? `${name}${nativeEnd}` : name,
  );
}

/** What is wrong with a name that would be another service's in the cloud, once that one is native. */
export function nativeNameMistakes(propertyPath: string, name: string): Mistake[] {
  if (!name.endsWith(nativeEnd)) return [];
  const other = JSON.stringify(name.slice(0, -nativeEnd.length));
  const reason = `${JSON.stringify(name)} is what a native service ${other} is called in the cloud; end it otherwise`;
  return [{ propertyPath, reason }];
}

/**
 * The address of a service in a region, known before the service is: it is told by name, project number and region
 * (cloud.google.com/run/docs/triggering/https-request#deterministic). A plain string makes no dependency, so two services
 * may call each other.
 */
export function serviceAddress(service: Named, region: Region): string {
  return `https://${serviceName(service)}-${service.environment.projectNumber}.${region}.run.app`;
}
