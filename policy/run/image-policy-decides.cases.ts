import { cases } from "../cases";
import { Unknown } from "../values";
import policy from "./image-policy-decides";

const enforcementMode = "ENFORCED_BLOCK_AND_AUDIT_LOG";
const at = ["defaultAdmissionRule.evaluationMode"];

export default cases(policy, {
  passing: [
    {
      title: "asks for attestations",
      props: {
        defaultAdmissionRule: {
          evaluationMode: "REQUIRE_ATTESTATION",
          enforcementMode,
          requireAttestationsBies: ["built"],
        },
      },
    },
    {
      title: "admits what matches its patterns",
      props: {
        admissionWhitelistPatterns: [{ namePattern: "europe-docker.pkg.dev/example/images/*" }],
        defaultAdmissionRule: { evaluationMode: "ALWAYS_DENY", enforcementMode },
      },
    },
  ],
  failing: [
    {
      title: "is as it is in every project from the beginning",
      props: { defaultAdmissionRule: { evaluationMode: "ALWAYS_ALLOW", enforcementMode } },
      at,
    },
  ],
  unknown: [
    {
      title: "takes it from a new resource",
      props: { defaultAdmissionRule: { evaluationMode: Unknown, enforcementMode } },
    },
  ],
});
