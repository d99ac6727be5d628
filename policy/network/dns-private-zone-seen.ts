import { policy } from "../policy";
import { at, Unknown } from "../values";

const viewers = ["gkeClusters", "networks"];

export default policy({
  name: "dns-private-zone-seen",
  refuses: "a private zone that no network asks",
  because: "its names are then looked up on the internet, and calls that were to stay in the network leave it, or fail",
  fix: "name the network in privateVisibilityConfig.networks",
  severity: "medium",
  applies: "gcp:dns/managedZone:ManagedZone",
  check({ props }, { violation, unknown }) {
    const { visibility, privateVisibilityConfig: config } = props;
    const path = "privateVisibilityConfig";
    if (visibility === Unknown) unknown("visibility");
    if (visibility !== "private") return visibility === Unknown ? undefined : "not applicable";
    const lists = viewers.map((viewer) => at(config, viewer));
    if (lists.includes(Unknown)) unknown(path);
    else if (!lists.some((list) => Array.isArray(list) && list.length > 0)) violation(path, "names no network");
    return undefined;
  },
});
