import { cases } from "../cases";
import { Unknown } from "../values";
import policy from "./storage-versioned";

export default cases(policy, {
  passing: [{ title: "keeps former versions", props: { versioning: { enabled: true } } }],
  failing: [
    { title: "says nothing", props: { location: "EU" }, at: ["versioning.enabled"] },
    { title: "switches it off", props: { versioning: { enabled: false } }, at: ["versioning.enabled"] },
  ],
  unknown: [{ title: "takes it from a new resource", props: { versioning: { enabled: Unknown } } }],
  notApplicable: [
    {
      title: "holds the error pages of an Edge",
      within: "flotilla:edge:Edge",
      props: { versioning: { enabled: false } },
    },
  ],
});
