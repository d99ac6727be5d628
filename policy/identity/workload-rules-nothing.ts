import { stackPolicy } from "../policy";
import { account } from "./accounts";
import { isIam } from "./grants";
import { rules } from "./no-admin-account";
import { isWide } from "./wide-grants";
import { refuseToWorkloads } from "./workload-grants";
import { isWorkload } from "./workloads";

/** On one resource; in a whole project no account rules, whether something runs as it or not: `no-admin-account`. */
export default stackPolicy({
  name: "workload-rules-nothing",
  refuses: "a workload whose account rules over the resource that it uses",
  because:
    "an administrator of a topic, a bucket or a key gives others rights on it and deletes it, which no request needs; " +
    "whoever takes over the workload does too",
  fix: "grant the role for the use: publisher, subscriber, objectUser, secretAccessor (Flotilla: its can list)",
  severity: "high",
  applies: (type) => type === account || isWorkload(type) || isOnResource(type),
  checkStack(resources, report) {
    refuseToWorkloads(resources, isOnResource, rules, report);
  },
});

function isOnResource(type: string): boolean {
  return isIam(type) && !isWide(type);
}
