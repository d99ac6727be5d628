import { cases } from "../cases";
import { Unknown } from "../values";
import policy from "./logging-switched-on";

const type = "gcp:logging/projectSink:ProjectSink";

export default cases(policy, {
  passing: [
    { title: "routes", type, props: { destination: "bigquery.googleapis.com/projects/p/datasets/audit" } },
    { title: "counts", type: "gcp:logging/metric:Metric", props: { filter: "severity>=ERROR", disabled: false } },
  ],
  failing: [
    { title: "was too dear for a while", type, props: { disabled: true }, at: ["disabled"] },
    { title: "was too loud", type: "gcp:logging/metric:Metric", props: { disabled: true }, at: ["disabled"] },
    {
      title: "routes for a whole organisation, and does not",
      type: "gcp:logging/organizationSink:OrganizationSink",
      props: { disabled: true },
      at: ["disabled"],
    },
  ],
  unknown: [{ title: "takes it from elsewhere", type, props: { disabled: Unknown } }],
});
