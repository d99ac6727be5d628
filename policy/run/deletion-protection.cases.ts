import { cases } from "../cases";
import { Unknown } from "../values";
import policy from "./deletion-protection";

const type = "gcp:cloudrunv2/service:Service";

export default cases(policy, {
  passing: [
    { title: "leaves the default", type, props: {} },
    { title: "is protected", type, props: { deletionProtection: true } },
  ],
  failing: [
    { title: "is unprotected", type, props: { deletionProtection: false }, at: ["deletionProtection"] },
    {
      title: "is a worker pool that is unprotected",
      type: "gcp:cloudrunv2/workerPool:WorkerPool",
      props: { deletionProtection: false },
      at: ["deletionProtection"],
    },
  ],
  unknown: [{ title: "takes protection from a new resource", type, props: { deletionProtection: Unknown } }],
});
