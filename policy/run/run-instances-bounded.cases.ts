import { cases } from "../cases";
import { Unknown } from "../values";
import policy from "./run-instances-bounded";

export default cases(policy, {
  passing: [{ title: "ends at ten", props: { template: { scaling: { maxInstanceCount: 10 } } } }],
  failing: [
    { title: "says nothing", props: { template: {} }, at: ["template.scaling.maxInstanceCount"] },
    {
      title: "only says the least",
      props: { template: { scaling: { minInstanceCount: 1 } } },
      at: ["template.scaling.maxInstanceCount"],
    },
  ],
  unknown: [{ title: "takes it from a new resource", props: { template: { scaling: { maxInstanceCount: Unknown } } } }],
});
