import { policy } from "../policy";

export default policy({
  name: "secret-grants-additive",
  refuses: "a binding or policy that says at once who may read a secret",
  because: "it takes away what a capability granted beside it, at the next update and without a trace in the plan",
  fix: "grant to each reader by a SecretIamMember of its own (Flotilla: can: [secret.read()])",
  severity: "medium",
  applies: [
    "gcp:secretmanager/regionalSecretIamBinding:RegionalSecretIamBinding",
    "gcp:secretmanager/regionalSecretIamMember:RegionalSecretIamMember",
    "gcp:secretmanager/regionalSecretIamPolicy:RegionalSecretIamPolicy",
    "gcp:secretmanager/secretIamBinding:SecretIamBinding",
    "gcp:secretmanager/secretIamMember:SecretIamMember",
    "gcp:secretmanager/secretIamPolicy:SecretIamPolicy",
  ],
  check({ type }, { violation }) {
    if (type.endsWith("Binding")) violation("members", "replaces everybody else who has the role");
    if (type.endsWith("Policy")) violation("policyData", "replaces every grant there is");
  },
});
