import { cases } from "../cases";
import { Unknown } from "../values";
import policy from "./run-through-network";

export default cases(policy, {
  passing: [
    {
      title: "is in a subnet",
      type: "gcp:cloudrunv2/service:Service",
      props: { template: { vpcAccess: { networkInterfaces: [{ subnetwork: "subnet" }] } } },
    },
  ],
  failing: [
    {
      title: "is in none",
      type: "gcp:cloudrunv2/service:Service",
      props: { template: {} },
      at: ["template.vpcAccess"],
    },
    {
      title: "is a job that only says how to go out",
      type: "gcp:cloudrunv2/job:Job",
      props: { template: { template: { vpcAccess: { egress: "ALL_TRAFFIC" } } } },
      at: ["template.template.vpcAccess"],
    },
  ],
  unknown: [
    {
      title: "takes it from a new resource",
      type: "gcp:cloudrunv2/service:Service",
      props: { template: { vpcAccess: Unknown } },
    },
  ],
});
