import { cases } from "../cases";
import { Unknown } from "../values";
import policy from "./kms-used-by-workloads";

const type = "gcp:kms/cryptoKeyIAMMember:CryptoKeyIAMMember";
const signer = "roles/cloudkms.signer";
const account = "serviceAccount:run-tokens@example.iam.gserviceaccount.com";

export default cases(policy, {
  passing: [
    { title: "signs as a workload", type, props: { role: signer, member: account } },
    {
      title: "has people see the public key",
      type,
      props: { role: "roles/cloudkms.publicKeyViewer", member: "group:support@example.dev" },
    },
  ],
  failing: [
    {
      title: "has a group sign",
      type,
      props: { role: signer, member: "group:support@example.dev" },
      at: ["member"],
    },
    {
      title: "has a person decrypt, beside a workload",
      type: "gcp:kms/cryptoKeyIAMBinding:CryptoKeyIAMBinding",
      props: { role: "roles/cloudkms.cryptoKeyDecrypter", members: [account, "user:ada@example.dev"] },
      at: ["members[1]"],
    },
  ],
  unknown: [
    { title: "takes the member from a new resource", type, props: { role: signer, member: Unknown } },
    { title: "takes the role from a new resource", type, props: { role: Unknown, member: "group:a@example.dev" } },
  ],
});
