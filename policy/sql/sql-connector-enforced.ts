import { policy } from "../policy";
import { judgeSetting } from "../settings";
import { instance } from "./instance";

export default policy({
  name: "sql-connector-enforced",
  refuses: "a database that can be reached without a Cloud SQL connector",
  because:
    "only a connector proves by IAM that the caller may connect (cloudsql.instances.connect); without one whatever is " +
    "in the network gets as far as the log-in",
  fix: "set settings.connectorEnforcement to REQUIRED, and connect through Cloud Run's volume or the Auth Proxy",
  severity: "high",
  applies: instance,
  check({ props }, report) {
    const omitted = "which means NOT_REQUIRED";
    judgeSetting(props, { path: "settings.connectorEnforcement", allowed: ["REQUIRED"], omitted }, report);
  },
});
