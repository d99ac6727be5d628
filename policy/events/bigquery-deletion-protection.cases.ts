import { cases } from "../cases";
import { Unknown } from "../values";
import policy from "./bigquery-deletion-protection";

export default cases(policy, {
  passing: [
    { title: "is protected", props: { tableId: "pulls", deletionProtection: true } },
    { title: "is protected by default", props: { tableId: "pulls" } },
  ],
  failing: [
    { title: "is not protected", props: { tableId: "pulls", deletionProtection: false }, at: ["deletionProtection"] },
  ],
  unknown: [
    { title: "takes its protection from a new resource", props: { tableId: "pulls", deletionProtection: Unknown } },
    { title: "may be a view", props: { tableId: "pulls", deletionProtection: false, view: Unknown } },
  ],
  notApplicable: [
    { title: "is a view", props: { tableId: "pulls", deletionProtection: false, view: { query: "SELECT 1" } } },
    { title: "is a data set", type: "gcp:bigquery/dataset:Dataset", props: { datasetId: "events" } },
  ],
});
