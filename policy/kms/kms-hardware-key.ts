import { policy } from "../policy";
import { judgeSetting } from "../settings";

export default policy({
  name: "kms-hardware-key",
  refuses: "a production key that is kept in software",
  because: "its material then exists in the memory of ordinary machines; in hardware it can be used, never read",
  fix:
    "set versionTemplate.protectionLevel to HSM (or EXTERNAL, EXTERNAL_VPC); it cannot be changed later without another " +
    "key",
  severity: "medium",
  applies: "gcp:kms/cryptoKey:CryptoKey",
  check({ props }, report) {
    judgeSetting(
      props,
      {
        path: "versionTemplate.protectionLevel",
        allowed: ["HSM", "HSM_SINGLE_TENANT", "EXTERNAL", "EXTERNAL_VPC"],
        omitted: "which means SOFTWARE",
      },
      report,
    );
  },
});
