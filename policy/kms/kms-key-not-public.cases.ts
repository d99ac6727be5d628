import { cases } from "../cases";
import { Unknown } from "../values";
import policy from "./kms-key-not-public";

const member = "gcp:kms/cryptoKeyIAMMember:CryptoKeyIAMMember";
const registry = "serviceAccount:registry@example.iam.gserviceaccount.com";
const role = "roles/cloudkms.publicKeyViewer";

export default cases(policy, {
  passing: [
    { title: "grants to one account", type: member, props: { role, member: registry } },
    {
      title: "grants on a ring to a list",
      type: "gcp:kms/keyRingIAMBinding:KeyRingIAMBinding",
      props: { role, members: [registry, "group:security@example.dev"] },
    },
  ],
  failing: [
    { title: "shows a public key to all", type: member, props: { role, member: "allUsers" }, at: ["member"] },
    {
      title: "shows a public key to a company",
      type: member,
      props: { role, member: "domain:example.dev" },
      at: ["member"],
    },
    {
      title: "grants on a ring to all who have an account",
      type: "gcp:kms/keyRingIAMBinding:KeyRingIAMBinding",
      props: { role: "roles/cloudkms.cryptoKeyDecrypter", members: [registry, "allAuthenticatedUsers"] },
      at: ["members[1]"],
    },
    {
      title: "grants to all in a whole policy",
      type: "gcp:kms/cryptoKeyIAMPolicy:CryptoKeyIAMPolicy",
      props: { policyData: `{"bindings":[{"role":"${role}","members":["${registry}","allUsers"]}]}` },
      at: ["policyData"],
    },
  ],
  unknown: [
    { title: "grants to an account made in this run", type: member, props: { role, member: Unknown } },
    {
      title: "takes the policy from a new resource",
      type: "gcp:kms/keyRingIAMPolicy:KeyRingIAMPolicy",
      props: { policyData: Unknown },
    },
  ],
  notApplicable: [
    { title: "opens a bucket", type: "gcp:storage/bucketIAMMember:BucketIAMMember", props: { member: "allUsers" } },
  ],
});
