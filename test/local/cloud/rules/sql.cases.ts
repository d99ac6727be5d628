import type { Inputs } from "@pulumi/pulumi";
import { type Declare, type Program, project, type RuleCase, region } from "./kit";

const day = 24 * 60 * 60;
const network = `projects/${project}/global/networks/main`;

interface Instance {
  name?: string;
  databaseVersion?: string;
  deletionProtection?: boolean;
  masterInstanceName?: string;
  settings?: Inputs;
}

function declareInstance(declare: Declare, { settings = {}, ...inputs }: Instance = {}, options = {}) {
  return declare(
    "sql/databaseInstance:DatabaseInstance",
    inputs.name ?? "main",
    {
      name: "main",
      region,
      databaseVersion: "POSTGRES_17",
      deletionProtection: false,
      ...inputs,
      settings: { edition: "ENTERPRISE", tier: "db-custom-2-7680", ...settings },
    },
    options,
  );
}

const instance =
  (given: Instance = {}): Program =>
  (declare) =>
    declareInstance(declare, given);

const settings = (given: Inputs, others: Instance = {}): Program => instance({ ...others, settings: given });

const onNetwork = { ipConfiguration: { ipv4Enabled: false, privateNetwork: network } };

function declareConnection(declare: Declare) {
  const main = declare("compute/network:Network", "main", { name: "main", autoCreateSubnetworks: false });
  const range = declare("compute/globalAddress:GlobalAddress", "range", {
    name: "range",
    addressType: "INTERNAL",
    purpose: "VPC_PEERING",
    prefixLength: 16,
    network: main.id,
  });
  return declare("servicenetworking/connection:Connection", "connection", {
    network: main.id,
    service: "servicenetworking.googleapis.com",
    reservedPeeringRanges: [range.name],
  });
}

const withUser =
  (
    user: Inputs,
    itsSettings: Inputs = { databaseFlags: [{ name: "cloudsql.iam_authentication", value: "on" }] },
  ): Program =>
  (declare) => {
    const account = declare("serviceaccount/account:Account", "ada", { accountId: "ada-dev" });
    const { name } = declareInstance(declare, { settings: itsSettings });
    declare("sql/user:User", "ada", { instance: name, ...user }, { dependsOn: account });
  };

const iamUser = { type: "CLOUD_IAM_SERVICE_ACCOUNT", name: `ada-dev@${project}.iam` };

const nothing: Program = () => undefined;

const asleep = { activationPolicy: "NEVER" };

const database =
  (itsSettings: Inputs): Program =>
  (declare) =>
    declare("sql/database:Database", "catalog", {
      instance: declareInstance(declare, { settings: itsSettings }).name,
      name: "catalog",
    });

export const cases: RuleCase[] = [
  {
    rule: "sql-network-peered",
    claim: "a private address before the service connection",
    broken: (declare) => {
      const main = declare("compute/network:Network", "main", { name: "main", autoCreateSubnetworks: false });
      declareInstance(declare, { settings: onNetwork }, { dependsOn: main });
    },
    says: /Error, failed to create instance because the network doesn't have at least 1 private services connection\./,
    repaired: (declare) => declareInstance(declare, { settings: onNetwork }, { dependsOn: declareConnection(declare) }),
  },
  {
    rule: "sql-network-peered",
    claim: "a private address given later, without the service connection",
    broken: [instance(), settings(onNetwork)],
    says: /Error 400: Invalid request: Incorrect Service Networking config for instance: flotilla-dev:main:NETWORK_NOT_PEERED\., invalid/,
    repaired: [
      instance(),
      (declare) => declareInstance(declare, { settings: onNetwork }, { dependsOn: declareConnection(declare) }),
    ],
  },
  {
    rule: "name-free",
    claim: "an instance of a name that another has",
    broken: (declare) => {
      const first = declareInstance(declare, { name: "main" });
      declare("sql/databaseInstance:DatabaseInstance", "second", {
        name: first.name,
        region,
        databaseVersion: "POSTGRES_17",
        settings: { edition: "ENTERPRISE", tier: "db-f1-micro" },
      });
    },
    says: /Error 409: The Cloud SQL instance already exists\./,
    repaired: (declare) => {
      declareInstance(declare, { name: "main" });
      declareInstance(declare, { name: "second" });
    },
  },
  {
    rule: "sql-name-rested",
    claim: "an instance of a name that was deleted within the week",
    broken: [
      instance(),
      nothing,
      (declare, world) => {
        world.pass(6 * day);
        declareInstance(declare);
      },
    ],
    says: /Error 409: The Cloud SQL instance already exists\. When you delete an instance, you can't reuse the name of the deleted instance until one week from the deletion date\., instanceAlreadyExists/,
    repaired: [
      instance(),
      nothing,
      (declare, world) => {
        world.pass(7 * day);
        declareInstance(declare);
      },
    ],
  },
  {
    rule: "sql-tier-fits",
    claim: "a shared core where the edition is left to the cloud",
    broken: settings({ tier: "db-f1-micro", edition: undefined }),
    says: /Error 400: Invalid request: Invalid Tier \(db-f1-micro\) for \(ENTERPRISE_PLUS\) Edition\. Use a predefined Tier like db-perf-optimized-N-\* instead\., invalid/,
    repaired: settings({ tier: "db-f1-micro" }),
  },
  {
    rule: "sql-tier-fits",
    claim: "a machine of the greater edition in the lesser",
    broken: settings({ tier: "db-perf-optimized-N-2" }),
    says: /Error 400: Invalid request: Invalid Tier \(db-perf-optimized-N-2\) for \(ENTERPRISE\) Edition\./,
    repaired: settings({ tier: "db-perf-optimized-N-2", edition: "ENTERPRISE_PLUS" }),
  },
  {
    rule: "sql-tier-fits",
    claim: "PostgreSQL on one of MySQL's machines",
    broken: settings({ tier: "db-n1-standard-1" }),
    says: /Error 400: Invalid request: Only custom or shared-core instance Billing Tier type allowed for PostgreSQL database\., invalid/,
    repaired: settings({ tier: "db-n1-standard-1" }, { databaseVersion: "MYSQL_8_0" }),
  },
  ...[
    ["an odd number of CPUs", "db-custom-3-7680", "CPUs must be 1, or even and at most 96"],
    ["an odd measure of memory", "db-custom-2-7700", "memory must be a multiple of 256 MB and at least 3\\.75 GB"],
    ["more memory than its CPUs serve", "db-custom-2-13568", "memory must be 0\\.9 to 6\\.5 GB for each CPU"],
  ].map(([claim = "", tier = "", why = ""]) => ({
    rule: "sql-custom-tier",
    claim: `a machine with ${claim}`,
    broken: settings({ tier }),
    says: new RegExp(`Error 400: Invalid request: Invalid Tier \\(${tier}\\): ${why}\\., invalid`),
    repaired: settings({ tier: "db-custom-2-13312" }),
  })),
  {
    rule: "sql-backed-up",
    claim: "high availability without backups",
    broken: settings({ availabilityType: "REGIONAL" }),
    says: /Error 400: The incoming request contained invalid data\., invalidRequest/,
    repaired: settings({ availabilityType: "REGIONAL", backupConfiguration: { enabled: true } }),
  },
  {
    rule: "sql-backed-up",
    claim: "MySQL's high availability without the binary log",
    broken: settings(
      { availabilityType: "REGIONAL", backupConfiguration: { enabled: true } },
      { databaseVersion: "MYSQL_8_0" },
    ),
    says: /Error 400: The incoming request contained invalid data\., invalidRequest/,
    repaired: settings(
      { availabilityType: "REGIONAL", backupConfiguration: { enabled: true, binaryLogEnabled: true } },
      { databaseVersion: "MYSQL_8_0" },
    ),
  },
  {
    rule: "sql-backed-up",
    claim: "recovery to a point in time without backups",
    broken: settings({ backupConfiguration: { enabled: false, pointInTimeRecoveryEnabled: true } }),
    says: /Error 400: The incoming request contained invalid data\., invalidRequest/,
    repaired: settings({ backupConfiguration: { enabled: true, pointInTimeRecoveryEnabled: true } }),
  },
  {
    rule: "sql-log-retention",
    claim: "two weeks of logs in the lesser edition",
    broken: settings({ backupConfiguration: { enabled: true, transactionLogRetentionDays: 14 } }),
    says: /Error 400: Invalid request: The number of transaction log retention days must be between 1 and 7\., invalid/,
    repaired: settings({
      edition: "ENTERPRISE_PLUS",
      tier: "db-perf-optimized-N-2",
      backupConfiguration: { enabled: true, transactionLogRetentionDays: 14 },
    }),
  },
  {
    rule: "sql-version-kept",
    claim: "a downgrade",
    broken: [instance({ databaseVersion: "POSTGRES_17" }), instance({ databaseVersion: "POSTGRES_16" })],
    says: /Error 400: Invalid request: The database version of an instance cannot be changed from POSTGRES_17 to POSTGRES_16\./,
    repaired: [instance({ databaseVersion: "POSTGRES_16" }), instance({ databaseVersion: "POSTGRES_17" })],
  },
  {
    rule: "sql-unprotected",
    claim: "an instance that its settings protect",
    broken: [settings({ deletionProtectionEnabled: true }), nothing],
    says: /Error 400: The instance is protected\. Please disable the deletion protection and try again\./,
    repaired: [settings({ deletionProtectionEnabled: true }), settings({ deletionProtectionEnabled: false }), nothing],
  },
  {
    rule: "deletion-allowed",
    claim: "an instance that the provider protects",
    broken: [instance({ deletionProtection: true }), nothing],
    says: /Error, failed to delete instance because deletionProtection is set to true\./,
    repaired: [instance({ deletionProtection: true }), instance({ deletionProtection: false }), nothing],
  },
  {
    rule: "sql-replicas-gone",
    claim: "a primary before its replica",
    broken: [
      (declare) => {
        const primary = declareInstance(declare);
        declareInstance(declare, { name: "replica", masterInstanceName: "main" }, { dependsOn: primary });
      },
      (declare) => declareInstance(declare, { name: "replica", masterInstanceName: "main" }),
    ],
    says: /Error 400: The requested operation is not valid for a replication master instance\., errorReplicationMasterInvalidOperation/,
    repaired: [
      (declare) => {
        const primary = declareInstance(declare);
        declareInstance(declare, { name: "replica", masterInstanceName: "main" }, { dependsOn: primary });
      },
      nothing,
    ],
  },
  {
    rule: "sql-instance-runs",
    claim: "a database on an instance that sleeps",
    broken: database(asleep),
    says: /Error 400: Invalid request: Invalid request since instance is not running\., invalid/,
    repaired: [settings(asleep), database({ activationPolicy: "ALWAYS" })],
  },
  {
    rule: "sql-instance-runs",
    claim: "a database deleted from an instance that sleeps",
    broken: [database({}), settings(asleep)],
    says: /Error 400: Invalid request: Invalid request since instance is not running\., invalid/,
    repaired: [database({}), instance(), settings(asleep)],
  },
  {
    rule: "sql-instance-runs",
    claim: "a user of an instance that nobody made",
    broken: (declare) => declare("sql/user:User", "ada", { instance: "main", name: "ada", password: "p" }),
    says: /Error 404: The Cloud SQL instance does not exist\., instanceDoesNotExist/,
    repaired: (declare) =>
      declare("sql/user:User", "ada", { instance: declareInstance(declare).name, name: "ada", password: "p" }),
  },
  {
    rule: "sql-iam-user-password",
    claim: "a service account with a password",
    broken: withUser({ ...iamUser, password: "p" }),
    says: /Error 400: Invalid request: For IAM users, password or hostname should not be specified\., invalid/,
    repaired: withUser(iamUser),
  },
  {
    rule: "sql-iam-user-name",
    claim: "a service account by its whole address",
    broken: withUser({ ...iamUser, name: `${iamUser.name}.gserviceaccount.com` }),
    says: /Error 400: Invalid request: Database username for Cloud IAM service account should be created without "\.gserviceaccount\.com" suffix\./,
    repaired: withUser(iamUser),
  },
  {
    rule: "sql-iam-user-account",
    claim: "a service account that nobody made",
    broken: withUser({ ...iamUser, name: `nobody@${project}.iam` }),
    says: /Error 400: Invalid request: Provided CLOUD_IAM_SERVICE_ACCOUNT: nobody@flotilla-dev\.iam\.gserviceaccount\.com, does not exist\., invalid/,
    repaired: withUser(iamUser),
  },
  {
    rule: "sql-iam-user-account",
    claim: "a service account that is called a person",
    broken: withUser({ ...iamUser, type: "CLOUD_IAM_USER" }),
    says: /Provided CLOUD_IAM_USER: ada-dev@flotilla-dev\.iam, does not exist\./,
    repaired: withUser({ type: "CLOUD_IAM_USER", name: "ada@example.dev" }),
  },
  {
    rule: "sql-iam-login",
    claim: "a user of IAM where the instance does not know IAM",
    broken: withUser(iamUser, {}),
    says: /ada-dev@flotilla-dev\.iam cannot log in to main: .* no database flag cloudsql\.iam_authentication=on; set it in settings\.databaseFlags/,
    repaired: withUser(iamUser),
  },
];
