import { policy } from "../policy";
import { judgeGrants, type WideGrant } from "./wide-grants";

const visiting = ["roles/iap.httpsResourceAccessor", "roles/iap.tunnelResourceAccessor", "roles/iap.remediatorUser"];

export default policy({
  name: "iap-visitors-only-visit",
  refuses: "a visitor of the identity proxy who may change who visits",
  because: "whoever was let in to look at an environment then lets in whom they like",
  fix: "grant roles/iap.httpsResourceAccessor (Flotilla: the environment's visitors)",
  severity: "high",
  applies: (type) => /^gcp:iap\/\w+Iam(Member|Binding|Policy):/.test(type),
  check({ props }, report) {
    judgeGrants(props, report, fault);
  },
});

function fault({ role, member }: WideGrant): string | undefined {
  return visiting.includes(role) ? undefined : `is ${member}, and is given ${role}`;
}
