/** Cloud Run mounts a socket for any name; whether a database answers shows at the first connection. */
import { allows } from "../iam/grants";
import { projectNumber } from "../projects/number";
import type { DefectRule } from "../rule";
import type { World, WorldRecord } from "../world";
import { accountOf, sqlInstancesOf, workloads } from "./revision";

export const sqlReached: DefectRule = {
  name: "sql-reached",
  demands: "A Cloud SQL instance that is mounted exists, and the workload's account may connect to it.",
  answer:
    'Accepted. Every connection fails: ensure that the account has access to "…" (and make sure there\'s no typo in ' +
    "that name). … googleapi: Error 403: The client is not authorized to make this request., notAuthorized",
  sources: ["GoogleCloudPlatform/cloud-sql-proxy#37", "https://cloud.google.com/sql/docs/postgres/connect-run"],
  types: workloads,
  inspect(record, world) {
    const mistakes = sqlInstancesOf(record.inputs).flatMap((name) => mistakeIn(record, world, name) ?? []);
    return mistakes.length > 0 ? mistakes.join("; ") : undefined;
  },
};

function mistakeIn({ inputs }: WorldRecord, world: World, connectionName: string): string | undefined {
  const project = String(inputs.project);
  const [home, region, name] = connectionName.split(":");
  if (home !== project) return undefined;
  const instance = world.get("gcp:sql/databaseInstance:DatabaseInstance", `projects/${project}/instances/${name}`);
  if (!instance || instance.inputs.region !== region)
    return `no database answers its connections to ${connectionName}: there is no such instance. Take the name from the instance's connectionName`;
  const account = accountOf(inputs, projectNumber(world, project, {}));
  if (allows(world, `serviceAccount:${account}`, "cloudsql.instances.connect", { id: instance.id, project }))
    return undefined;
  return `its connections to ${connectionName} are refused: ${account} may not connect. Grant it roles/cloudsql.client on the project`;
}
