import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as gcp from "@pulumi/gcp";
import type * as pulumi from "@pulumi/pulumi";
import type { Environment } from "../../environment";
import { networkOf } from "../../run/egress";
import { executionToken, jobName } from "../../run/job";
import { admittedIn, createWorkload } from "../../run/workload";
import { createLogin } from "./connect";

/** Images of the tools that make the roles and open sockets; pinned by digest outside developer environments, as all images. */
export interface DatabaseImages {
  /** Has `psql`, and `sh` and `wget` beside it: Postgres' own image, `postgres:17-alpine`. */
  psql: pulumi.Input<string>;
  /** Google's Cloud SQL Auth Proxy, version 2, for a socket 2.11 or later: `cloud-sql-connectors/cloud-sql-proxy`. */
  proxy: pulumi.Input<string>;
}

const sql = readFileSync(join(__dirname, "roles.sql"), "utf8");

/** A job ends when all its containers have, so the proxy is told to end (its --quitquitquit), come what may. */
const script = `
trap 'wget -q -O /dev/null --post-data= http://127.0.0.1:9091/quitquitquit || true' EXIT
for database in $DATABASES; do
  printf '%s' "$ROLES_SQL" | psql -v ON_ERROR_STOP=1 -f - "host=127.0.0.1 user=$DATABASE_USER dbname='$database'" || exit 1
done`;

/**
 * A job that makes the roles in the databases, and makes them anew whenever they are to be others. Its login administers
 * Postgres, and nothing but this job is that login; what it runs is `roles.sql` and no more.
 */
export function createRolesJob(
  parent: pulumi.ComponentResource,
  environment: Environment,
  name: string,
  images: DatabaseImages,
  databases: readonly string[],
  instance: { primary: gcp.sql.DatabaseInstance; ready: readonly pulumi.Resource[]; hooks: pulumi.ResourceHookBinding },
): gcp.cloudrunv2.Job {
  const { foundation, home, project, propagation } = environment;
  const job = `${name}-roles`;
  const workload = createWorkload(parent, job, "job", environment, []);
  const { member, account, accountId } = workload.identity;
  const login = createLogin(
    { name, environment, ...instance },
    { name: job, component: parent, accountId, member, email: account.email },
    ["cloudsqlsuperuser"],
    [instance.primary],
  );
  const token = executionToken([sql, script, images, databases, instance.primary.name]);
  return new gcp.cloudrunv2.Job(
    `${job}/${home}`,
    {
      name: jobName(environment, job),
      project,
      location: home,
      deletionProtection: environment.deletionProtection,
      ...admittedIn(environment),
      runExecutionToken: token,
      template: {
        taskCount: 1,
        template: {
          serviceAccount: account.email,
          executionEnvironment: "EXECUTION_ENVIRONMENT_GEN2",
          timeout: "600s",
          maxRetries: 3,
          vpcAccess: networkOf(workload, home, {}),
          containers: [
            {
              name: "psql",
              image: images.psql,
              commands: ["sh", "-c"],
              args: [script],
              dependsOns: ["proxy"],
              resources: { limits: { cpu: "1", memory: "512Mi" } },
              envs: [
                { name: "DATABASES", value: databases.join(" ") },
                { name: "DATABASE_USER", value: login.user },
                { name: "ROLES_SQL", value: sql },
              ],
            },
            {
              name: "proxy",
              image: images.proxy,
              args: [
                "--private-ip",
                "--auto-iam-authn",
                "--health-check",
                "--http-address=0.0.0.0", // where Cloud Run asks
                "--quitquitquit",
                instance.primary.connectionName,
              ],
              resources: { limits: { cpu: "1", memory: "512Mi" } },
              startupProbe: { httpGet: { path: "/startup", port: 9090 }, periodSeconds: 2, failureThreshold: 30 },
            },
          ],
        },
      },
    },
    {
      parent,
      dependsOn: [foundation.api("run.googleapis.com"), ...workload.binding.before, ...login.made],
      hooks: propagation,
    },
  );
}
