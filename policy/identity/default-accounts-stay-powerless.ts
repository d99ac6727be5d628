import { policy } from "../policy";
import { judgeSetting } from "../settings";

export default policy({
  name: "default-accounts-stay-powerless",
  refuses: "default service accounts that get their power back",
  because:
    "they are Editors of the project again with the next destroy, and whatever still runs as one then may do everything",
  fix: "set restorePolicy to NONE (Flotilla's Foundation does)",
  severity: "high",
  applies: "gcp:projects/defaultServiceAccounts:DefaultServiceAccounts",
  remedy: { restorePolicy: "NONE" },
  check({ props }, report) {
    judgeSetting(props, { path: "restorePolicy", allowed: ["NONE"], omitted: "which means REVERT" }, report);
  },
});
