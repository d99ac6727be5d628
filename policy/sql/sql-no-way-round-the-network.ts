import { policy } from "../policy";
import { judgeSetting } from "../settings";
import { instance } from "./instance";

/** A private path is how BigQuery reads an instance with a query of its own, past the logins of workloads. */
export default policy({
  name: "sql-no-way-round-the-network",
  refuses: "a database that answers queries by Google's own API, or from BigQuery",
  because:
    "a private address and a connector keep nobody out who has a right to the project: statements are then run from the " +
    "console, or from a query, without a connection that anything here knows of",
  fix:
    "leave settings.dataApiAccess and settings.ipConfiguration.enablePrivatePathForGoogleCloudServices out; read what is " +
    "recorded in BigQuery instead",
  severity: "medium",
  applies: instance,
  check({ props }, report) {
    judgeSetting(props, { path: "settings.dataApiAccess", allowed: ["DISALLOW_DATA_API"] }, report);
    const path = "settings.ipConfiguration.enablePrivatePathForGoogleCloudServices";
    judgeSetting(props, { path, allowed: [false] }, report);
  },
});
