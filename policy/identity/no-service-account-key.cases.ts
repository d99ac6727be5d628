import { cases } from "../cases";
import policy from "./no-service-account-key";

const registry = "registry@example.iam.gserviceaccount.com";

export default cases(policy, {
  passing: "the resource itself is what is refused",
  failing: [
    {
      title: "is a key",
      type: "gcp:serviceaccount/key:Key",
      props: { serviceAccountId: `projects/example/serviceAccounts/${registry}` },
      at: ["serviceAccountId"],
    },
    {
      title: "is a key that somebody else made",
      type: "gcp:serviceaccount/key:Key",
      props: { serviceAccountId: registry, publicKeyData: "LS0tLS1CRUdJTg==" },
      at: ["serviceAccountId"],
    },
    {
      title: "is a key for the S3 protocol",
      type: "gcp:storage/hmacKey:HmacKey",
      props: { serviceAccountEmail: registry },
      at: ["serviceAccountEmail"],
    },
  ],
  unknown: "what is refused is the resource, of which no value matters",
  notApplicable: [
    { title: "is an account", type: "gcp:serviceaccount/account:Account", props: { accountId: "run-registry" } },
  ],
});
