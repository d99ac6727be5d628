import { cases } from "../cases";
import { Unknown } from "../values";
import policy from "./storage-never-public";

export default cases(policy, {
  passing: [{ title: "enforces it", props: { publicAccessPrevention: "enforced" } }],
  failing: [
    { title: "says nothing", props: { location: "EU" }, at: ["publicAccessPrevention"] },
    {
      title: "leaves it to the organisation",
      props: { publicAccessPrevention: "inherited" },
      at: ["publicAccessPrevention"],
    },
  ],
  unknown: [{ title: "takes it from a new resource", props: { publicAccessPrevention: Unknown } }],
});
