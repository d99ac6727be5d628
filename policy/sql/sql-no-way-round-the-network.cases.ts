import { cases } from "../cases";
import { Unknown } from "../values";
import policy from "./sql-no-way-round-the-network";

const path = "settings.ipConfiguration.enablePrivatePathForGoogleCloudServices";

export default cases(policy, {
  passing: [
    { title: "leaves both out", props: { settings: { tier: "db-f1-micro" } } },
    { title: "says so", props: { settings: { dataApiAccess: "DISALLOW_DATA_API" } } },
  ],
  failing: [
    {
      title: "was to be looked into from the console, for once",
      props: { settings: { dataApiAccess: "ALLOW_DATA_API" } },
      at: ["settings.dataApiAccess"],
    },
    {
      title: "is read by reports in BigQuery",
      props: { settings: { ipConfiguration: { enablePrivatePathForGoogleCloudServices: true } } },
      at: [path],
    },
  ],
  unknown: [{ title: "takes it from a new resource", props: { settings: { dataApiAccess: Unknown } } }],
});
