import { cis, policy } from "../policy";
import { isServiceAgent } from "./agents";
import { isWide, judgeGrants, type WideGrant } from "./wide-grants";

/** A role with which its holder rules over a service of Google, and not only uses it. */
export const rules = (role: string) => /(\.admin|Admin|\.dataOwner)$/.test(role);

export default policy({
  name: "no-admin-account",
  refuses: "a service account that rules over a service of a whole project or more",
  because: "a workload that is broken into then rules, and nothing that it does looks like a break-in",
  fix: "grant the smaller role that the work needs, on the resource that it is about",
  severity: "high",
  frameworks: [cis("1.5", "Ensure That Service Account Has No Admin Privileges")],
  same: [
    "checkov:CKV_GCP_42",
    "trivy:GCP-0007",
    "gcp-pac:projects-disallow-admin-privileges",
    "gcp-pac:folder-disallow-admin-privileges",
    "gcp-pac:organizations-disallow-admin-privileges",
  ],
  applies: isWide,
  check({ props }, report) {
    judgeGrants(props, report, fault);
  },
});

function fault({ role, member }: WideGrant): string | undefined {
  if (!rules(role)) return undefined;
  // Google's own agents rule over what they run for us, and nobody else can be one.
  if (member !== undefined && (!member.startsWith("serviceAccount:") || isServiceAgent(member))) return undefined;
  return `is a service account, and is given ${role}`;
}
