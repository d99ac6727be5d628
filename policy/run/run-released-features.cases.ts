import { cases } from "../cases";
import { Unknown } from "../values";
import policy from "./run-released-features";

const service = "gcp:cloudrunv2/service:Service";

export default cases(policy, {
  passing: [
    { title: "says nothing", type: service, props: {} },
    { title: "asks for what is released", type: service, props: { launchStage: "GA" } },
  ],
  failing: [
    { title: "asks for a preview", type: service, props: { launchStage: "BETA" }, at: ["launchStage"] },
    {
      title: "is a job on what is for few",
      type: "gcp:cloudrunv2/job:Job",
      props: { launchStage: "ALPHA" },
      at: ["launchStage"],
    },
  ],
  unknown: [{ title: "takes the stage from a new resource", type: service, props: { launchStage: Unknown } }],
});
