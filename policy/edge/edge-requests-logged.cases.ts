import { cases } from "../cases";
import { Unknown } from "../values";
import policy from "./edge-requests-logged";

export default cases(policy, {
  passing: [{ title: "records a part of the requests", props: { logConfig: { enable: true, sampleRate: 0.1 } } }],
  failing: [
    { title: "says nothing of it", props: { protocol: "HTTPS" }, at: ["logConfig.enable"] },
    { title: "switches it off", props: { logConfig: { enable: false } }, at: ["logConfig.enable"] },
  ],
  unknown: [{ title: "takes it from a new resource", props: { logConfig: { enable: Unknown } } }],
});
