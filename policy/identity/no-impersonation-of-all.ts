import { cis, policy } from "../policy";
import { isWide, judgeGrants, type WideGrant } from "./wide-grants";

/** cloud.google.com/iam/docs/service-account-permissions */
const actingAs = [
  "roles/iam.serviceAccountOpenIdTokenCreator",
  "roles/iam.serviceAccountTokenCreator",
  "roles/iam.serviceAccountUser",
  "roles/iam.workloadIdentityUser",
];

export default policy({
  name: "no-impersonation-of-all",
  refuses: "a right to act as every service account of a project or more",
  because: "whoever may act as all accounts holds the rights of all together, and the log shows another name",
  fix: "grant it on the one account: serviceaccount.IAMMember",
  severity: "critical",
  frameworks: [
    cis(
      "1.6",
      "Ensure That IAM Users Are Not Assigned the Service Account User or Service Account Token Creator Roles at Project Level",
    ),
  ],
  same: [
    "checkov:CKV_GCP_41",
    "checkov:CKV_GCP_49",
    "trivy:GCP-0011",
    "checkov:CKV_GCP_44",
    "trivy:GCP-0005",
    "trivy:GCP-0009",
    "gcp-pac:folder-disallow-service-account-token-creator",
    "gcp-pac:folder-disallow-service-account-user",
    "gcp-pac:organizations-disallow-service-account-token-creator",
    "gcp-pac:organizations-disallow-service-account-user",
    "gcp-pac:projects-disallow-service-account-token-creator",
    "gcp-pac:projects-disallow-service-account-user",
  ],
  applies: isWide,
  check({ props }, report) {
    judgeGrants(props, report, fault);
  },
});

function fault({ role, member }: WideGrant): string | undefined {
  return actingAs.includes(role) ? `is ${member}, and is given ${role}` : undefined;
}
