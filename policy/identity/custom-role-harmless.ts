import { policy } from "../policy";
import { find, Unknown } from "../values";

/** With one of these a role gives itself, or takes, any other. */
const dangerous =
  /(\*|\.setIamPolicy$|^iam\.serviceAccounts\.(actAs|getAccessToken|getOpenIdToken|implicitDelegation|signBlob|signJwt)$|^iam\.serviceAccountKeys\.create$|^iam\.roles\.update$)/;

export default policy({
  name: "custom-role-harmless",
  refuses: "a role of one's own with which its holder can take every other right",
  because: "such a permission makes whoever has it an owner in a few steps, under a name that says something else",
  fix: "leave the permission out, and grant a predefined role on the one resource that it is needed for",
  severity: "high",
  same: ["checkov:CKV_GCP_45"],
  applies: ["gcp:projects/iAMCustomRole:IAMCustomRole", "gcp:organizations/iAMCustomRole:IAMCustomRole"],
  check({ props }, { violation, unknown }) {
    for (const { path, value } of find(props, "permissions[]"))
      if (value === Unknown) unknown(path);
      else if (dangerous.test(String(value))) violation(path, `is ${String(value)}`);
  },
});
