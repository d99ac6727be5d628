import { policy } from "../policy";
import { judgeSetting } from "../settings";

export default policy({
  name: "image-policy-enforced",
  refuses: "a policy for images that only logs what it would refuse",
  because:
    "it was to be so until everything passed, and nobody reads the log any more: a stranger's image is deployed, with an " +
    "entry that says so",
  fix: "set defaultAdmissionRule.enforcementMode to ENFORCED_BLOCK_AND_AUDIT_LOG (Flotilla: leave mode out of admission)",
  severity: "medium",
  applies: "gcp:binaryauthorization/policy:Policy",
  check({ props }, report) {
    const path = "defaultAdmissionRule.enforcementMode";
    judgeSetting(props, { path, allowed: ["ENFORCED_BLOCK_AND_AUDIT_LOG"] }, report);
  },
});
