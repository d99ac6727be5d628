import { cases } from "../cases";
import { Unknown } from "../values";
import policy from "./kms-key-rotated";

const at = ["rotationPeriod"];

export default cases(policy, {
  passing: [
    { title: "is rotated every 90 days", props: { rotationPeriod: "7776000s" } },
    { title: "is rotated every day", props: { purpose: "ENCRYPT_DECRYPT", rotationPeriod: "86400s" } },
  ],
  failing: [
    { title: "is never rotated", props: { keyRing: "data" }, at },
    { title: "is rotated once a year", props: { rotationPeriod: "31536000s" }, at },
    { title: "is rotated a second too late", props: { rotationPeriod: "7776001s" }, at },
    { title: "says it in words that Google does not take", props: { rotationPeriod: "90d" }, at },
  ],
  unknown: [
    { title: "takes the period from a new resource", props: { rotationPeriod: Unknown } },
    { title: "may be for signing", props: { purpose: Unknown } },
  ],
  notApplicable: [
    { title: "signs", props: { purpose: "ASYMMETRIC_SIGN" } },
    { title: "is a ring", type: "gcp:kms/keyRing:KeyRing", props: {} },
  ],
});
