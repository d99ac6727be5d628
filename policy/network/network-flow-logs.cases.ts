import { cases } from "../cases";
import { Unknown } from "../values";
import policy from "./network-flow-logs";

export default cases(policy, {
  passing: [
    { title: "records a tenth", props: { logConfig: { flowSampling: 0.1 } } },
    {
      title: "leaves the share to Google, which is a half",
      props: { logConfig: { metadata: "INCLUDE_ALL_METADATA" } },
    },
  ],
  failing: [
    { title: "says nothing", props: { ipCidrRange: "10.0.0.0/20" }, at: ["logConfig"] },
    { title: "is private, and says nothing", props: { purpose: "PRIVATE" }, at: ["logConfig"] },
    {
      title: "records none of them, for the price",
      props: { logConfig: { flowSampling: 0 } },
      at: ["logConfig.flowSampling"],
    },
    {
      title: "has a filter that nothing passes",
      props: { logConfig: { flowSampling: 0.5, filterExpr: "false" } },
      at: ["logConfig.filterExpr"],
    },
  ],
  unknown: [
    { title: "may be for proxies", props: { purpose: Unknown } },
    { title: "takes the share from a new resource", props: { logConfig: { flowSampling: Unknown } } },
    { title: "takes its filter from a new resource", props: { logConfig: { filterExpr: Unknown } } },
  ],
  notApplicable: [{ title: "is for proxies alone", props: { purpose: "REGIONAL_MANAGED_PROXY" } }],
});
