import { cases } from "../cases";
import { Unknown } from "../values";
import policy from "./network-flow-logs";

export default cases(policy, {
  passing: [{ title: "records a tenth", props: { logConfig: { flowSampling: 0.1 } } }],
  failing: [
    { title: "says nothing", props: { ipCidrRange: "10.0.0.0/20" }, at: ["logConfig"] },
    { title: "is private, and says nothing", props: { purpose: "PRIVATE" }, at: ["logConfig"] },
  ],
  unknown: [{ title: "may be for proxies", props: { purpose: Unknown } }],
  notApplicable: [{ title: "is for proxies alone", props: { purpose: "REGIONAL_MANAGED_PROXY" } }],
});
