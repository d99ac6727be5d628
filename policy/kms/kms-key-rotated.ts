import { day, secondsOf } from "../durations";
import { cis, policy } from "../policy";
import { isSet, tentative } from "../settings";
import { Unknown } from "../values";

const longest = 90;

/** Only keys for symmetric encryption have a period; others are rotated by making a version and naming it. */
export default policy({
  name: "kms-key-rotated",
  refuses: "an encryption key that is not rotated within 90 days",
  because: "the longer one version is used, the more is lost with it and the harder it is to change after a leak",
  fix: 'set rotationPeriod to 90 days at most: "7776000s"',
  severity: "medium",
  frameworks: [cis("1.10", "Ensure KMS Encryption Keys Are Rotated Within a Period of 90 Days")],
  same: ["checkov:CKV_GCP_43", "trivy:GCP-0065", "gcp-pac:kms-cryptokey-require-rotation-period"],
  applies: "gcp:kms/cryptoKey:CryptoKey",
  check({ props: { purpose, rotationPeriod } }, report) {
    if (purpose !== Unknown && isSet(purpose) && purpose !== "ENCRYPT_DECRYPT") return "not applicable";
    const { violation, unknown } = purpose === Unknown ? tentative(report) : report;
    if (rotationPeriod === Unknown) unknown("rotationPeriod");
    else if (!isSet(rotationPeriod)) violation("rotationPeriod", "is not set, so it is never rotated");
    else if (!(secondsOf(String(rotationPeriod)) <= longest * day))
      violation("rotationPeriod", `is ${JSON.stringify(rotationPeriod)}, not at most ${longest} days`);
    return undefined;
  },
});
