import { grantsIn } from "../identity/bindings";
import { policy } from "../policy";
import { Unknown } from "../values";
import { dutiesOf } from "./duties";

export default policy({
  name: "kms-used-by-workloads",
  refuses: "people who encrypt, decrypt or sign with a key themselves",
  because:
    "what a person decrypts nobody sees leave, and what one signs or encrypts passes for the workload's that the key is for",
  fix:
    "grant it to the service account of the one workload (Flotilla: can: [key.sign()]), and let people ask that workload; who " +
    "only verifies needs the public key",
  severity: "high",
  applies: (type) => /^gcp:kms\/\w+(IAM|Iam)(Member|Binding|Policy):/.test(type),
  check({ props }, { violation, unknown }) {
    for (const { role, member, path } of grantsIn(props)) {
      if (member !== Unknown && !/^(group|user|domain):/.test(String(member))) continue;
      if (member === Unknown || role === Unknown) unknown(path);
      else if (dutiesOf(String(role)).uses) violation(path, `grants ${String(role)} to ${String(member)}`);
    }
  },
});
