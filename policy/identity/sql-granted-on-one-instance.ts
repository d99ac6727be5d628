import { policy } from "../policy";
import { Unknown } from "../values";
import { namesOneResource } from "./conditions";
import { isWide, judgeGrants, type WideGrant } from "./wide-grants";

/** An instance of Cloud SQL has no list of rights of its own: a condition stands in for it. */
export default policy({
  name: "sql-granted-on-one-instance",
  refuses: "a right to every database instance of a project",
  because: "the account of one workload then connects to all of them, those that other teams make tomorrow included",
  fix:
    'give the grant a condition: resource.name == "projects/PROJECT/instances/INSTANCE" && resource.service == ' +
    '"sqladmin.googleapis.com" (Flotilla: database.connect(…))',
  severity: "high",
  applies: isWide,
  check({ props }, report) {
    const named = namesOneResource(props);
    if (named === true) return;
    judgeGrants(props, named === Unknown ? { ...report, violation: (path) => report.unknown(path) } : report, fault);
  },
});

function fault({ role, member }: WideGrant): string | undefined {
  if (!/^roles\/cloudsql\.(client|instanceUser|editor|studioUser)$/.test(role)) return undefined;
  return `is ${member}, and is given ${role} on every instance`;
}
