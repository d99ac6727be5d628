import { policy } from "../policy";
import { isIam } from "./grants";
import { judgeGrants, type WideGrant } from "./wide-grants";

export default policy({
  name: "no-basic-role",
  refuses: "a basic role, Owner, Editor or Viewer, on whatever it is",
  because: "it holds thousands of permissions, and each new service of Google adds some that nobody decided on",
  fix: "grant the roles that the work needs, on the resources that it is about",
  severity: "high",
  same: ["checkov:CKV_GCP_117", "checkov:CKV_GCP_115", "checkov:CKV_GCP_116", "trivy:GCP-0007"],
  applies: isIam,
  check({ props }, report) {
    judgeGrants(props, report, fault);
  },
});

export const isBasic = (role: string) => /^roles\/(owner|editor|viewer|reader|writer|admin)$/.test(role);

function fault({ role, member }: WideGrant): string | undefined {
  return isBasic(role) ? `is given ${role} (${member})` : undefined;
}
