import { cases } from "../cases";
import { Unknown } from "../values";
import policy from "./network-no-automatic-subnets";

export default cases(policy, {
  passing: [{ title: "has the subnets that it is given", props: { autoCreateSubnetworks: false } }],
  failing: [
    { title: "says nothing", props: { name: "flotilla" }, at: ["autoCreateSubnetworks"] },
    { title: "wants them", props: { autoCreateSubnetworks: true }, at: ["autoCreateSubnetworks"] },
  ],
  unknown: [{ title: "takes it from a new resource", props: { autoCreateSubnetworks: Unknown } }],
});
