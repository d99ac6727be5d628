import { policy } from "../policy";
import { judgeSetting } from "../settings";

export default policy({
  name: "image-policy-decides",
  refuses: "a policy for images that admits every image",
  because: "what asks it is told yes, whatever it is about to run, and every review sees that it was asked",
  fix:
    "set defaultAdmissionRule.evaluationMode to REQUIRE_ATTESTATION, or to ALWAYS_DENY with the patterns that are admitted " +
    "(Flotilla: the environment's admission)",
  severity: "high",
  applies: "gcp:binaryauthorization/policy:Policy",
  check({ props }, report) {
    const path = "defaultAdmissionRule.evaluationMode";
    judgeSetting(props, { path, allowed: ["REQUIRE_ATTESTATION", "ALWAYS_DENY"] }, report);
  },
});
