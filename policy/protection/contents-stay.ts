import { policy } from "../policy";
import { Unknown } from "../values";

/** What deletes a container together with all that is in it. */
const switches: Readonly<Record<string, string>> = {
  "gcp:bigquery/dataset:Dataset": "deleteContentsOnDestroy",
  "gcp:dns/managedZone:ManagedZone": "forceDestroy",
  "gcp:storage/bucket:Bucket": "forceDestroy",
};

export default policy({
  name: "contents-stay",
  refuses: "a resource that takes its contents along when it goes",
  because: "what holds something then goes as easily as what is empty",
  fix: "leave forceDestroy and deleteContentsOnDestroy out, and empty it by hand where that is meant",
  severity: "high",
  applies: Object.keys(switches),
  check({ type, props }, { violation, unknown }) {
    const property = switches[type] ?? "";
    const value = props[property];
    if (value === Unknown) unknown(property);
    else if (value === true) violation(property, "is true");
  },
});
