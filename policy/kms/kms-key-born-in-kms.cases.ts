import { cases } from "../cases";
import { Unknown } from "../values";
import policy from "./kms-key-born-in-kms";

export default cases(policy, {
  passing: [
    { title: "leaves it out", props: { purpose: "ASYMMETRIC_SIGN" } },
    { title: "says so", props: { importOnly: false } },
  ],
  failing: [
    {
      title: "takes a key along from elsewhere",
      props: { purpose: "ASYMMETRIC_SIGN", importOnly: true, skipInitialVersionCreation: true },
      at: ["importOnly"],
    },
  ],
  unknown: [{ title: "takes it from a new resource", props: { importOnly: Unknown } }],
});
