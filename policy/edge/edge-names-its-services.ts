import { policy } from "../policy";
import { at, Unknown } from "../values";

const platforms = ["cloudRun", "cloudFunction", "appEngine", "serverlessDeployment"];

export default policy({
  name: "edge-names-its-services",
  refuses: "an endpoint group that takes the service's name from the request",
  because:
    "whoever asks then chooses: every service of the region that lets the load balancer in is on the internet, tomorrow's too",
  fix: "name the service (cloudRun.service), with an endpoint group and a route for each that is meant (Flotilla: routes of Edge)",
  severity: "high",
  applies: "gcp:compute/regionNetworkEndpointGroup:RegionNetworkEndpointGroup",
  check({ props }, { violation, unknown }) {
    for (const platform of platforms) {
      const mask = at(props[platform], "urlMask");
      if (mask === Unknown) unknown(`${platform}.urlMask`);
      else if (mask !== undefined && mask !== "") violation(`${platform}.urlMask`, `is ${String(mask)}`);
    }
  },
});
