/** URL maps of load balancers, and where they send what no rule of theirs matches. */
import { every, some } from "../known";
import { at, type Found, find, type Known, type Props, Unknown, type Value } from "../values";

export const backendBucket = "gcp:compute/backendBucket:BackendBucket";
export const urlMaps = ["gcp:compute/uRLMap:URLMap", "gcp:compute/regionUrlMap:RegionUrlMap"];

/** The hosts for which a map has rules. */
export function hostsIn(map: Props): Found[] {
  return find(map, "hostRules[].hosts[]");
}

/** Whether a map, or one of its matchers, sends the rest to a service, and does not answer with an error before it gets there. */
export function servesTheRest(map: Value | undefined): Known {
  const weighted = at(map, "defaultRouteAction", "weightedBackendServices");
  const serves = some([isGiven(at(map, "defaultService")), isGiven(weighted)]);
  const abort = at(map, "defaultRouteAction", "faultInjectionPolicy", "abort");
  const [status, percentage] = [at(abort, "httpStatus"), at(abort, "percentage")];
  const aborts = every(
    status === Unknown ? Unknown : Number(status) >= 400,
    percentage === Unknown ? Unknown : Number(percentage) === 100,
  );
  return every(serves, aborts === Unknown ? Unknown : !aborts);
}

/** What is set to something that is not known yet is set. */
function isGiven(value: Value | undefined): boolean {
  return value !== undefined && value !== "" && !(Array.isArray(value) && value.length === 0);
}
