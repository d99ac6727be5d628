import { everyoneIn, grantsIn } from "../identity/bindings";
import { cis, policy } from "../policy";
import { Unknown } from "../values";

const domain = /^domain:/;

export default policy({
  name: "kms-key-not-public",
  refuses: "a right to a key or key ring for everyone, or for everyone of a domain",
  because: "whoever can use a key reads what it encrypts and signs what it signs",
  fix: "grant it to the service account of the one workload that needs it, on the one key",
  severity: "critical",
  frameworks: [cis("1.9", "Ensure That Cloud KMS Cryptokeys Are Not Anonymously or Publicly Accessible")],
  same: [
    "checkov:CKV_GCP_112",
    "checkov:CKV2_GCP_6",
    "checkov:CKV2_GCP_8",
    "gcp-pac:kms-cryptokey-iam-disallow-public-access",
  ],
  applies: (type) => /^gcp:kms\/\w+(IAM|Iam)(Member|Binding|Policy):/.test(type),
  check({ props }, { violation, unknown }) {
    for (const { role, member, path } of grantsIn(props)) {
      if (member === Unknown) unknown(path);
      else {
        const everyone = everyoneIn(String(member));
        if (everyone !== undefined) violation(path, `grants ${String(role)} to ${everyone}`);
        else if (domain.test(String(member)))
          violation(path, `grants ${String(role)} to everyone of ${String(member).slice(7)}`);
      }
    }
  },
});
