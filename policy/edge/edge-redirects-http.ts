import { Things } from "../events/things";
import { type StackReport, type StackResource, stackPolicy } from "../policy";
import { at, leaves, Unknown } from "../values";

/** A proxy that speaks plain HTTP, and the map that it can have. */
const kinds = [
  { proxy: "gcp:compute/targetHttpProxy:TargetHttpProxy", map: "gcp:compute/uRLMap:URLMap" },
  { proxy: "gcp:compute/regionTargetHttpProxy:RegionTargetHttpProxy", map: "gcp:compute/regionUrlMap:RegionUrlMap" },
];

export default stackPolicy({
  name: "edge-redirects-http",
  refuses: "a load balancer that answers at plain HTTP with anything but the way to HTTPS",
  because: "whoever is on the way reads the request, its token included, and writes the answer",
  fix: "give the HTTP proxy a URL map of its own, with defaultUrlRedirect.httpsRedirect and no services (Flotilla's Edge does)",
  severity: "high",
  same: ["checkov:CKV2_GCP_37", "checkov:CKV2_GCP_38"],
  applies: kinds.flatMap(({ proxy, map }) => [proxy, map]),
  checkStack(resources, report) {
    for (const { proxy: type, map } of kinds) {
      const things = new Things(resources, map, "name");
      const maps = resources.filter((resource) => resource.type === map);
      for (const proxy of resources.filter((resource) => resource.type === type)) {
        const key = things.key(proxy, "urlMap", proxy.props.urlMap);
        const meant = maps.map((one) => ({ one, is: things.isSame(things.keyOf(one), key) }));
        const found = meant.find(({ is }) => is === true)?.one;
        if (found) judge(found, proxy.name, report);
        else report.unknown(proxy, "urlMap"); // one of another stack's is seen there
      }
    }
  },
});

function judge(map: StackResource, proxy: string, report: StackReport): void {
  const redirects = at(map.props.defaultUrlRedirect, "httpsRedirect");
  if (redirects === Unknown) report.unknown(map, "defaultUrlRedirect.httpsRedirect");
  else if (redirects !== true)
    report.violation(
      map,
      "defaultUrlRedirect.httpsRedirect",
      `is not true, and "${proxy}" serves the map at plain HTTP`,
    );
  for (const { path, value } of leaves(map.props.pathMatchers ?? [], "pathMatchers"))
    if (/(^|\.)(defaultService|service|backendService)$/.test(path))
      report.violation(map, path, `is served at plain HTTP by "${proxy}"`);
    else if (value === Unknown) report.unknown(map, path);
}
