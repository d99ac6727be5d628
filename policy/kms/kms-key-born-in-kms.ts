import { policy } from "../policy";
import { judgeSetting } from "../settings";
import { cryptoKey } from "./scope";

export default policy({
  name: "kms-key-born-in-kms",
  refuses: "a key whose material is brought in",
  because:
    "it has been on a disk, and in somebody's hands, before it was in Cloud KMS, and nobody can prove that it is there no more",
  fix: "leave importOnly out: Cloud KMS then makes the material, and it never leaves; it cannot be changed later without another key",
  severity: "high",
  applies: cryptoKey,
  check({ props }, report) {
    judgeSetting(props, { path: "importOnly", allowed: [false] }, report);
  },
});
