import { cases } from "../cases";
import { Unknown } from "../values";
import policy from "./run-instances-bounded";

const type = "gcp:cloudrunv2/service:Service";
const pool = "gcp:cloudrunv2/workerPool:WorkerPool";

export default cases(policy, {
  passing: [
    { title: "ends at ten", type, props: { template: { scaling: { maxInstanceCount: 10 } } } },
    { title: "is a worker pool of two", type: pool, props: { scaling: { manualInstanceCount: 2 } } },
    {
      title: "is a worker pool that grows to ten",
      type: pool,
      props: { scaling: { scalingMode: "AUTOMATIC", maxInstanceCount: 10 } },
    },
  ],
  failing: [
    { title: "says nothing", type, props: { template: {} }, at: ["template.scaling.maxInstanceCount"] },
    {
      title: "only says the least",
      type,
      props: { template: { scaling: { minInstanceCount: 1 } } },
      at: ["template.scaling.maxInstanceCount"],
    },
    {
      title: "is a worker pool that grows without end",
      type: pool,
      props: { scaling: { scalingMode: "AUTOMATIC" } },
      at: ["scaling.maxInstanceCount"],
    },
  ],
  unknown: [
    {
      title: "takes it from a new resource",
      type,
      props: { template: { scaling: { maxInstanceCount: Unknown } } },
    },
    { title: "is a worker pool whose scaling is not known", type: pool, props: { scaling: Unknown } },
  ],
});
