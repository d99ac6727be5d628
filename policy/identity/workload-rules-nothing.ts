import { stackPolicy } from "../policy";
import { account } from "./accounts";
import { callers } from "./callers";
import { customRole } from "./custom-roles";
import { isIam } from "./grants";
import { rules } from "./no-admin-account";
import { isWide } from "./wide-grants";
import { refuseToWorkloads } from "./workload-grants";
import { isWorkload } from "./workloads";

/** Administration on one resource; in a whole project no account rules, whether something runs as it or not: `no-admin-account`. */
export default stackPolicy({
  name: "workload-rules-nothing",
  refuses: "a workload, or what calls for one, whose account rules over the resources that it uses",
  because:
    "whoever administers or edits a topic, a database or a key gives others rights on it or deletes it, which no request needs; " +
    "whoever takes over the workload does too",
  fix: "grant the role for the use: publisher, subscriber, objectUser, secretAccessor (Flotilla: its can list)",
  severity: "high",
  applies: (type) => type === account || type === customRole || type in callers || isWorkload(type) || isIam(type),
  checkStack(resources, report) {
    refuseToWorkloads(resources, { grants: isIam, role: isRefused, permission: destroying }, report);
  },
});

function isRefused(role: string, type: string): boolean {
  return edits(role) || (rules(role) && !isWide(type));
}

/** `dataEditor` writes contents, and nothing else. */
function edits(role: string): boolean {
  return /\.editor$|Editor$/.test(role) && !/\.(data|message)Editor$/.test(role);
}

/** In a role of one's own. */
const destroying =
  /^(cloudsql\.(instances|databases|backupRuns|users)|bigquery\.(datasets|tables)|pubsub\.(topics|subscriptions)|secretmanager\.(secrets|versions)|storage\.buckets|logging\.\w+)\.(delete|destroy)$|^cloudkms\.cryptoKeyVersions\.destroy$/;
