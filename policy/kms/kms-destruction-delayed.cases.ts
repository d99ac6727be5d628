import { cases } from "../cases";
import { Unknown } from "../values";
import policy from "./kms-destruction-delayed";

const at = ["destroyScheduledDuration"];

export default cases(policy, {
  passing: [
    { title: "leaves the default", props: { keyRing: "data" } },
    { title: "waits for 60 days", props: { destroyScheduledDuration: "5184000s" } },
  ],
  failing: [
    { title: "waits for a day", props: { destroyScheduledDuration: "86400s" }, at },
    { title: "waits a second less than 30 days", props: { destroyScheduledDuration: "2591999s" }, at },
  ],
  unknown: [{ title: "takes it from a new resource", props: { destroyScheduledDuration: Unknown } }],
});
