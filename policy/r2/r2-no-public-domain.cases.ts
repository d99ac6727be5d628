import { cases } from "../cases";
import { Unknown } from "../values";
import policy from "./r2-no-public-domain";

export default cases(policy, {
  passing: [{ title: "has the address switched off", props: { bucketName: "layers", enabled: false } }],
  failing: [{ title: "has the address", props: { bucketName: "layers", enabled: true }, at: ["enabled"] }],
  unknown: [{ title: "takes the switch from a new resource", props: { bucketName: "layers", enabled: Unknown } }],
});
