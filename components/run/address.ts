import type { Region } from "../../contract";
import type { Environment } from "../environment";
import { stableName } from "../naming";

/** Cloud Run's name for a service. */
export function serviceName(environment: Environment, name: string): string {
  return stableName("gcp:cloudrunv2/service:Service", environment.slug, name);
}

/**
 * The address of a service in a region, known before the service is: it is told by name, project number and region
 * (cloud.google.com/run/docs/triggering/https-request#deterministic). A plain string makes no dependency, so two services
 * may call each other.
 */
export function serviceAddress(environment: Environment, name: string, region: Region): string {
  return `https://${serviceName(environment, name)}-${environment.projectNumber}.${region}.run.app`;
}
