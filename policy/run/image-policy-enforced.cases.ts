import { cases } from "../cases";
import { type Props, Unknown, type Value } from "../values";
import policy from "./image-policy-enforced";

const rule = (enforcementMode: Value): Props => ({
  defaultAdmissionRule: { evaluationMode: "ALWAYS_DENY", enforcementMode },
});

export default cases(policy, {
  passing: [{ title: "refuses", props: rule("ENFORCED_BLOCK_AND_AUDIT_LOG") }],
  failing: [
    {
      title: "is tried out still",
      props: rule("DRYRUN_AUDIT_LOG_ONLY"),
      at: ["defaultAdmissionRule.enforcementMode"],
    },
  ],
  unknown: [{ title: "takes it from a new resource", props: rule(Unknown) }],
});
