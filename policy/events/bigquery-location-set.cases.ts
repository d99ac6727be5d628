import { cases } from "../cases";
import { Unknown } from "../values";
import policy from "./bigquery-location-set";

export default cases(policy, {
  passing: [{ title: "is in a region", props: { datasetId: "events", location: "europe-west1" } }],
  failing: [{ title: "is wherever it comes to be", props: { datasetId: "events" }, at: ["location"] }],
  unknown: [{ title: "is where something new is", props: { datasetId: "events", location: Unknown } }],
  notApplicable: [{ title: "is a table", type: "gcp:bigquery/table:Table", props: { datasetId: "events" } }],
});
