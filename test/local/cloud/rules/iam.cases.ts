import { type Program, project, type RuleCase, region, service } from "./kit";

const count = (howMany: number, name: (index: number) => string) => Array.from({ length: howMany }, (_, i) => name(i));

const members =
  (members: string[]): Program =>
  (declare) => {
    const events = declare("bigquery/dataset:Dataset", "events", { datasetId: "events", location: region });
    declare("bigquery/datasetIamBinding:DatasetIamBinding", "readers", {
      datasetId: events.datasetId,
      role: "roles/bigquery.dataViewer",
      members,
    });
  };

const ada = "user:ada@example.dev";

const exempted =
  (howMany: number): Program =>
  (declare) => {
    const exemptedMembers = count(howMany, (i) => `user:ada${i}@example.dev`);
    const logs = declare("projects/iAMAuditConfig:IAMAuditConfig", "logs", {
      project,
      service: "allServices",
      auditLogConfigs: [{ logType: "DATA_READ", exemptedMembers }],
    });
    declare(
      "projects/iAMMember:IAMMember",
      "views",
      { project, role: "roles/viewer", member: ada },
      { dependsOn: logs },
    );
  };

const role = (permissions: string[], more = {}) => ({ roleId: "observe", title: "Observe", permissions, ...more });

const customRole =
  (permissions: string[], more = {}): Program =>
  (declare) =>
    declare("projects/iAMCustomRole:IAMCustomRole", "observe", role(permissions, more));

const usual = ["monitoring.timeSeries.create"];

const pool: Program = (declare) =>
  declare("iam/workloadIdentityPool:WorkloadIdentityPool", "builds", { workloadIdentityPoolId: "builds" });

const nothing: Program = () => undefined;

/** The pool is deleted, and made again after so many days. */
const again = (days: number): Program[] => [
  pool,
  nothing,
  (declare, world) => {
    world.pass(days * 24 * 60 * 60);
    return pool(declare, world);
  },
];

export const cases: RuleCase[] = [
  {
    rule: "policy-size",
    claim: "more members than a policy has room for",
    broken: members(count(1501, (i) => `user:ada${i}@example.dev`)),
    says: /Error 400: The number of members in the policy \(1,501\) is larger than the maximum allowed size 1,500\./,
    repaired: members(count(1500, (i) => `user:ada${i}@example.dev`)),
  },
  {
    rule: "policy-size",
    claim: "a grant to a project whose audit logs exempt as many as there is room for",
    broken: exempted(1500),
    says: /The number of members in the policy \(1,501\) is larger than the maximum allowed size 1,500\./,
    repaired: exempted(1499),
  },
  {
    rule: "policy-size",
    claim: "more groups than a policy has room for",
    broken: members(count(251, (i) => `group:ada${i}@example.dev`)),
    says: /The number of groups and domains in the policy \(251\) is larger than the maximum allowed size 250\./,
    repaired: members(count(250, (i) => `group:ada${i}@example.dev`)),
  },
  {
    rule: "role-exists",
    claim: "a custom role that nobody made",
    broken: (declare) =>
      declare("projects/iAMMember:IAMMember", "observes", {
        project,
        role: `projects/${project}/roles/observe`,
        member: ada,
      }),
    says: /Error 400: Role \(projects\/flotilla-dev\/roles\/observe\) does not exist in the resource's hierarchy\., badRequest/,
    repaired: (declare) => {
      const observe = declare("projects/iAMCustomRole:IAMCustomRole", "observe", role(usual));
      declare("projects/iAMMember:IAMMember", "observes", { project, role: observe.name, member: ada });
    },
  },
  {
    rule: "grant-target-exists",
    claim: "a grant on a service before the service",
    broken: (declare) =>
      declare("cloudrunv2/serviceIamMember:ServiceIamMember", "calls", {
        location: region,
        name: "iam",
        role: "roles/run.invoker",
        member: ada,
      }),
    says: /Error 404: Resource 'iam' of kind 'SERVICE' in region 'europe-west1' in project 'flotilla-dev' does not exist\., notFound/,
    repaired: (declare) => {
      const iam = declare("cloudrunv2/service:Service", "iam", service());
      declare("cloudrunv2/serviceIamMember:ServiceIamMember", "calls", {
        location: region,
        name: iam.name,
        role: "roles/run.invoker",
        member: ada,
      });
    },
  },
  {
    rule: "workload-identity-id-rested",
    claim: "a pool of an id that was deleted within the month",
    broken: again(29),
    says: /Error 409: Requested entity already exists/,
    repaired: again(30),
  },
  {
    rule: "custom-role-fits",
    claim: "a permission that no project's role can hold",
    broken: customRole([...usual, "resourcemanager.projects.list"]),
    says: /Error 400: Permission resourcemanager\.projects\.list is not valid\., badRequest/,
    repaired: customRole(usual),
  },
  {
    rule: "custom-role-fits",
    claim: "a title that is too long",
    broken: customRole(usual, { title: "O".repeat(101) }),
    says: /The title of the role has 101 bytes, more than the maximum of 100\./,
    repaired: customRole(usual, { title: "O".repeat(100) }),
  },
];
