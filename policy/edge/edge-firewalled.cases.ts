import { cases } from "../cases";
import { Unknown } from "../values";
import policy from "./edge-firewalled";

const type = "gcp:compute/backendService:BackendService";
const regional = "gcp:compute/regionBackendService:RegionBackendService";

export default cases(policy, {
  passing: [
    { title: "has one", type, props: { loadBalancingScheme: "EXTERNAL_MANAGED", securityPolicy: "edge" } },
    {
      title: "has one in its region",
      type: regional,
      props: { loadBalancingScheme: "EXTERNAL_MANAGED", securityPolicy: "edge" },
    },
  ],
  failing: [
    { title: "has none", type, props: { loadBalancingScheme: "EXTERNAL_MANAGED" }, at: ["securityPolicy"] },
    { title: "has none, and is classic by omission", type, props: {}, at: ["securityPolicy"] },
    {
      title: "faces the internet in one region, and has none",
      type: regional,
      props: { loadBalancingScheme: "EXTERNAL_MANAGED" },
      at: ["securityPolicy"],
    },
    {
      title: "has an empty one",
      type,
      props: { loadBalancingScheme: "EXTERNAL", securityPolicy: "" },
      at: ["securityPolicy"],
    },
  ],
  unknown: [
    { title: "is given a new one", type, props: { loadBalancingScheme: "EXTERNAL_MANAGED", securityPolicy: Unknown } },
  ],
  notApplicable: [
    { title: "balances packets inside a region, by omission", type: regional, props: {} },
    { title: "stays inside", type, props: { loadBalancingScheme: "INTERNAL_MANAGED" } },
  ],
});
