import { cases } from "../cases";
import policy from "./no-grant-above-project";

const member = "group:operators@example.dev";

export default cases(policy, {
  passing: "the resource itself is what is refused",
  failing: [
    {
      title: "grants on a folder",
      type: "gcp:folder/iAMMember:IAMMember",
      props: { folder: "folders/123", role: "roles/logging.viewer", member },
      at: ["folder"],
    },
    {
      title: "grants on an organisation",
      type: "gcp:organizations/iAMMember:IAMMember",
      props: { orgId: "123456789012", role: "roles/logging.viewer", member },
      at: ["orgId"],
    },
    {
      title: "grants on a billing account",
      type: "gcp:billing/accountIamMember:AccountIamMember",
      props: { billingAccountId: "012345-678901-ABCDEF", role: "roles/billing.viewer", member },
      at: ["billingAccountId"],
    },
  ],
  unknown: "what is refused is the resource, of which no value matters",
  notApplicable: [
    {
      title: "grants in the project",
      type: "gcp:projects/iAMMember:IAMMember",
      props: { role: "roles/logging.viewer", member },
    },
  ],
});
