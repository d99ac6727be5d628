/** What stands behind a load balancer, and whether it faces the internet. */
import { type Known, type Props, Unknown } from "../values";

export const globalBackend = "gcp:compute/backendService:BackendService";
export const regionalBackend = "gcp:compute/regionBackendService:RegionBackendService";

/** A regional one that says EXTERNAL, or says nothing and is then INTERNAL, balances packets and sees no requests. */
export function takesRequestsFromOutside(type: string, { loadBalancingScheme: scheme }: Props): Known {
  if (scheme === Unknown) return Unknown;
  return type === regionalBackend ? scheme === "EXTERNAL_MANAGED" : !String(scheme ?? "").startsWith("INTERNAL");
}

export function takesRequests(type: string, { loadBalancingScheme: scheme }: Props): Known {
  if (type === globalBackend) return true;
  return scheme === Unknown ? Unknown : String(scheme ?? "").endsWith("_MANAGED");
}
