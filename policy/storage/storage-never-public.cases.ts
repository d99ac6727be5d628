import { cases } from "../cases";
import { Unknown } from "../values";
import policy from "./storage-never-public";

export default cases(policy, {
  passing: [{ title: "enforces it", props: { publicAccessPrevention: "enforced" } }],
  failing: [
    { title: "says nothing", props: { location: "EU" }, at: ["publicAccessPrevention"] },
    {
      title: "says nothing, in a component that is no Edge",
      within: "flotilla:data:Bucket",
      props: { location: "EU" },
      at: ["publicAccessPrevention"],
    },
    {
      title: "leaves it to the organisation",
      props: { publicAccessPrevention: "inherited" },
      at: ["publicAccessPrevention"],
    },
  ],
  unknown: [{ title: "takes it from a new resource", props: { publicAccessPrevention: Unknown } }],
  notApplicable: [
    {
      title: "holds the error pages of an Edge, which public-pages-alone judges",
      within: "flotilla:edge:Edge",
      props: { publicAccessPrevention: "inherited" },
    },
  ],
});
