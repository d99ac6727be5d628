import { cases } from "../cases";
import { Unknown } from "../values";
import policy from "./run-limits-set";

export default cases(policy, {
  passing: [
    {
      title: "says both",
      type: "gcp:cloudrunv2/service:Service",
      props: { template: { containers: [{ resources: { limits: { cpu: "1", memory: "512Mi" } } }] } },
    },
  ],
  failing: [
    {
      title: "says the memory alone",
      type: "gcp:cloudrunv2/service:Service",
      props: { template: { containers: [{ resources: { limits: { memory: "1Gi" } } }] } },
      at: ["template.containers[0].resources.limits.cpu"],
    },
    {
      title: "is a job that says nothing",
      type: "gcp:cloudrunv2/job:Job",
      props: { template: { template: { containers: [{ image: "i" }] } } },
      at: [
        "template.template.containers[0].resources.limits.cpu",
        "template.template.containers[0].resources.limits.memory",
      ],
    },
  ],
  unknown: [
    {
      title: "takes its containers from elsewhere",
      type: "gcp:cloudrunv2/service:Service",
      props: { template: { containers: Unknown } },
    },
  ],
});
