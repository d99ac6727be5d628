import { cases } from "../cases";
import { Unknown } from "../values";
import policy from "./kms-hardware-key";

const at = ["versionTemplate.protectionLevel"];

export default cases(policy, {
  passing: [
    {
      title: "is kept in hardware",
      props: { versionTemplate: { algorithm: "EC_SIGN_P256_SHA256", protectionLevel: "HSM" } },
    },
    {
      title: "is kept outside of Google",
      props: { versionTemplate: { algorithm: "EXTERNAL_SYMMETRIC_ENCRYPTION", protectionLevel: "EXTERNAL" } },
    },
  ],
  failing: [
    { title: "leaves it out", props: { purpose: "ENCRYPT_DECRYPT" }, at },
    { title: "names an algorithm alone", props: { versionTemplate: { algorithm: "EC_SIGN_P256_SHA256" } }, at },
    { title: "is kept in software", props: { versionTemplate: { protectionLevel: "SOFTWARE" } }, at },
  ],
  unknown: [{ title: "takes it from a new resource", props: { versionTemplate: { protectionLevel: Unknown } } }],
});
