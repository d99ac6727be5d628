import { cases } from "../cases";
import { Unknown } from "../values";
import policy from "./deletion-protection";

export default cases(policy, {
  passing: [
    { title: "leaves the default", props: {} },
    { title: "is protected", props: { deletionProtection: true } },
  ],
  failing: [{ title: "is unprotected", props: { deletionProtection: false }, at: ["deletionProtection"] }],
  unknown: [{ title: "takes protection from a new resource", props: { deletionProtection: Unknown } }],
});
