import { policy } from "../policy";
import { judgeSetting } from "../settings";
import { instance, onPrimary } from "./instance";

export default policy({
  name: "sql-highly-available",
  refuses: "a production database that lives in one zone",
  because: "a zone that fails takes it down until the zone is back, and so does maintenance",
  fix: "set settings.availabilityType to REGIONAL, which keeps a standby in a second zone; replicas need none",
  severity: "medium",
  same: ["gcp-pac:sql-require-high-availability"],
  applies: instance,
  check({ props }, report) {
    const judged = onPrimary(props, report);
    if (judged === undefined) return "not applicable";
    const setting = { path: "settings.availabilityType", allowed: ["REGIONAL"], omitted: "which means ZONAL" };
    judgeSetting(props, setting, judged);
    return undefined;
  },
});
