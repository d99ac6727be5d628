import { cases } from "../cases";
import policy from "./secret-grants-additive";

const role = "roles/secretmanager.secretAccessor";
const member = "serviceAccount:registry@example.iam.gserviceaccount.com";

export default cases(policy, {
  passing: [
    {
      title: "adds one reader",
      type: "gcp:secretmanager/secretIamMember:SecretIamMember",
      props: { secretId: "salt", role, member },
    },
  ],
  failing: [
    {
      title: "names all who have the role",
      type: "gcp:secretmanager/secretIamBinding:SecretIamBinding",
      props: { secretId: "salt", role, members: [member] },
      at: ["members"],
    },
    {
      title: "names all who have any, of a regional secret",
      type: "gcp:secretmanager/regionalSecretIamPolicy:RegionalSecretIamPolicy",
      props: { secretId: "salt", policyData: "{}" },
      at: ["policyData"],
    },
  ],
  unknown: "what kind of grant it is, its type says",
});
