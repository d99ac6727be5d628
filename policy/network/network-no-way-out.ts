import { policy } from "../policy";
import { judgeSetting } from "../settings";
import { Unknown } from "../values";
import { openness } from "./ranges";

const network = "gcp:compute/network:Network";
const route = "gcp:compute/route:Route";

/** Google's own addresses for its APIs lie in 199.36.153.0/24, so a route to them is narrow. */
export default policy({
  name: "network-no-way-out",
  refuses: "a network with a route to the whole internet",
  because: "whoever gets into anything that stands in it can send what they find wherever they like",
  fix:
    "set deleteDefaultRoutesOnCreate to true, and route to Google's APIs alone (199.36.153.8/30); what has to be reached " +
    "outside is reached by the workloads whose egress says so",
  severity: "medium",
  same: ["trivy:GCP-0035"],
  applies: [network, route],
  check({ type, props }, report) {
    if (type === network) {
      const path = "deleteDefaultRoutesOnCreate";
      judgeSetting(props, { path, allowed: [true], omitted: "so there is one to 0.0.0.0/0" }, report);
      return;
    }
    const { destRange } = props;
    if (destRange === Unknown) return report.unknown("destRange");
    const open = openness(String(destRange));
    if (open !== undefined) report.violation("destRange", `is ${String(destRange)}, ${open}`);
  },
});
