import { cases } from "../cases";
import { Unknown } from "../values";
import policy from "./edge-requests-logged";

const type = "gcp:compute/backendService:BackendService";
const regional = "gcp:compute/regionBackendService:RegionBackendService";

export default cases(policy, {
  passing: [{ title: "records a part of the requests", type, props: { logConfig: { enable: true, sampleRate: 0.1 } } }],
  failing: [
    {
      title: "records none of them",
      type,
      props: { logConfig: { enable: true, sampleRate: 0 } },
      at: ["logConfig.sampleRate"],
    },
    {
      title: "says nothing of it in one region",
      type: regional,
      props: { loadBalancingScheme: "INTERNAL_MANAGED" },
      at: ["logConfig.enable"],
    },
    { title: "says nothing of it", type, props: { protocol: "HTTPS" }, at: ["logConfig.enable"] },
    { title: "switches it off", type, props: { logConfig: { enable: false } }, at: ["logConfig.enable"] },
  ],
  unknown: [{ title: "takes it from a new resource", type, props: { logConfig: { enable: Unknown } } }],
  notApplicable: [{ title: "balances packets", type: regional, props: { loadBalancingScheme: "INTERNAL" } }],
});
