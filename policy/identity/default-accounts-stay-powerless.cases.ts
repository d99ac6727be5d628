import { cases } from "../cases";
import { Unknown } from "../values";
import policy from "./default-accounts-stay-powerless";

const at = ["restorePolicy"];

export default cases(policy, {
  passing: [{ title: "leaves them without", props: { action: "DEPRIVILEGE", restorePolicy: "NONE" } }],
  failing: [
    { title: "says nothing of it", props: { action: "DEPRIVILEGE" }, at },
    { title: "gives it back", props: { action: "DISABLE", restorePolicy: "REVERT" }, at },
  ],
  unknown: [{ title: "takes it from a new resource", props: { action: "DISABLE", restorePolicy: Unknown } }],
});
