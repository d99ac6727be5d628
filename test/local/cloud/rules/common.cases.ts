import { type Program, type RuleCase, region, service } from "./kit";

const run: Program = (declare) => declare("cloudrunv2/service:Service", "iam", service());

const runIn =
  (location: string, inputs = {}): Program =>
  (declare) =>
    declare("cloudrunv2/service:Service", "iam", { ...service(), location, ...inputs });

const networks =
  (...names: string[]): Program =>
  (declare) => {
    for (const [index, name] of names.entries()) declare("compute/network:Network", `n${index}`, { name });
  };

const roles =
  (...roleIds: string[]): Program =>
  (declare) => {
    for (const [index, roleId] of roleIds.entries())
      declare("projects/iAMCustomRole:IAMCustomRole", `r${index}`, {
        roleId,
        title: "Observe",
        permissions: ["monitoring.timeSeries.create"],
      });
  };

const protectedService =
  (deletionProtection: boolean): Program =>
  (declare) =>
    declare("cloudrunv2/service:Service", "iam", { ...service(), name: "iam", deletionProtection });

const nothing: Program = () => undefined;

export const cases: RuleCase[] = [
  {
    rule: "api-enabled",
    claim: "Cloud Run before its API",
    apis: [],
    broken: run,
    says: /Error 403: Cloud Run Admin API has not been used in project \d+ before or it is disabled\..*run\.googleapis\.com/,
    repaired: (declare) => {
      const api = declare("projects/service:Service", "run", { service: "run.googleapis.com" });
      declare("cloudrunv2/service:Service", "iam", service(), { dependsOn: api });
    },
  },
  {
    rule: "region-exists",
    claim: "a service in a region that nobody has",
    broken: runIn("europe-west99"),
    says: /Error 403: Permission denied on 'locations\/europe-west99' \(or it may not exist\)\./,
    repaired: runIn("europe-west12"),
  },
  {
    rule: "region-exists",
    claim: "a global service without the regions it is in",
    broken: runIn("global"),
    says: /Error 403: Permission denied on 'locations\/global'/,
    repaired: runIn("global", { multiRegionSettings: { regions: [region] } }),
  },
  {
    rule: "name-free",
    claim: "a network of a name that another has",
    broken: networks("n", "n"),
    says: /Error 409: The resource 'projects\/flotilla-dev\/global\/networks\/n' already exists, alreadyExists/,
    repaired: networks("n", "m"),
  },
  {
    rule: "name-free",
    claim: "a custom role that another made",
    broken: roles("observe", "observe"),
    says: /Custom project role projects\/flotilla-dev\/roles\/observe already exists and must be imported/,
    repaired: roles("observe", "watch"),
  },
  {
    rule: "deletion-allowed",
    claim: "a service that is protected",
    broken: [protectedService(true), nothing],
    says: /cannot destroy service projects\/.*\/services\/iam without setting deletionProtection=false and running `pulumi up`/,
    repaired: [protectedService(true), protectedService(false), nothing],
  },
  {
    rule: "deletion-allowed",
    claim: "a network whose policy prevents it",
    broken: [(declare) => declare("compute/network:Network", "n", { deletionPolicy: "PREVENT" }), nothing],
    says: /cannot destroy ComputeNetwork projects\/.* without setting deletionPolicy="DELETE"/,
    repaired: [(declare) => declare("compute/network:Network", "n", { deletionPolicy: "DELETE" }), nothing],
  },
];
