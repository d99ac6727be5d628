import { cases } from "../cases";
import { Unknown } from "../values";
import policy from "./storage-recoverable";

const at = ["softDeletePolicy.retentionDurationSeconds"];

export default cases(policy, {
  passing: [
    { title: "keeps former versions", props: { versioning: { enabled: true } } },
    { title: "keeps what was deleted for a week", props: { softDeletePolicy: { retentionDurationSeconds: 604800 } } },
    {
      title: "keeps versions and no more",
      props: { versioning: { enabled: true }, softDeletePolicy: { retentionDurationSeconds: 0 } },
    },
  ],
  failing: [
    { title: "says nothing", props: { location: "EU" }, at },
    { title: "switches versions off, and says no more", props: { versioning: { enabled: false } }, at },
    { title: "keeps nothing", props: { softDeletePolicy: { retentionDurationSeconds: 0 } }, at },
  ],
  unknown: [
    { title: "takes it from a new resource", props: { versioning: { enabled: Unknown } } },
    { title: "takes the time from a new resource", props: { softDeletePolicy: { retentionDurationSeconds: Unknown } } },
  ],
  notApplicable: [
    {
      title: "holds the error pages of an Edge",
      within: "flotilla:edge:Edge",
      props: { versioning: { enabled: false } },
    },
  ],
});
