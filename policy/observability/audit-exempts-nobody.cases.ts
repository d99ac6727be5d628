import { cases } from "../cases";
import { Unknown } from "../values";
import policy from "./audit-exempts-nobody";

export default cases(policy, {
  passing: [
    {
      title: "logs all",
      type: "gcp:projects/iAMAuditConfig:IAMAuditConfig",
      props: { service: "allServices", auditLogConfigs: [{ logType: "DATA_READ" }] },
    },
  ],
  failing: [
    {
      title: "leaves a noisy account out",
      type: "gcp:projects/iAMAuditConfig:IAMAuditConfig",
      props: {
        service: "allServices",
        auditLogConfigs: [
          { logType: "DATA_READ", exemptedMembers: ["serviceAccount:deploy@example.iam.gserviceaccount.com"] },
        ],
      },
      at: ["auditLogConfigs[0].exemptedMembers[0]"],
    },
  ],
  unknown: [
    {
      title: "leaves a new account out",
      type: "gcp:projects/iAMAuditConfig:IAMAuditConfig",
      props: { auditLogConfigs: [{ exemptedMembers: [Unknown] }] },
    },
  ],
});
