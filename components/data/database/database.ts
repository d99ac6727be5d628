import * as gcp from "@pulumi/gcp";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import type { Region } from "../../../contract";
import { Component } from "../../component";
import type { Environment } from "../../environment";
import { hooksOf } from "../../error-hook";
import type { Capability } from "../../iam/capability";
import { nameMistakes, randomName } from "../../naming";
import { checksInto, isCount, type Mistake, refuse } from "../../refuse";
import { type ContainerArgs, imageMistakes } from "../../run/container";
import { Job } from "../../run/job";
import { type Timing, timingMistakes } from "../../run/schedule";
import { fixedMistakes, type Transforms, transformed } from "../../transform";
import { connectCapability, type Logins, type Wanted } from "./connect";
import { databaseNameMistakes, type Level } from "./roles";
import { createRolesJob, type DatabaseImages } from "./roles-job";
import {
  flagsKept,
  type InstanceSettings,
  type MaintenanceWindow,
  type PostgresVersion,
  postgresVersions,
  primarySettings,
  replicaSettings,
} from "./settings";
import { type DatabaseSize, sizeMistakes } from "./size";
import { createSleep, leftToSchedule, sleepHook, wakeLabel } from "./sleep";

/** What is run against a database, as its owner, before anyone else connects. */
export interface Migrations extends Pick<ContainerArgs, "image" | "command" | "args" | "cpu" | "memory" | "variables"> {
  /** Capabilities beside the owner's connection. @default none */
  can?: readonly Capability<"grant" | "variables" | "secrets" | "files">[];
}

/** The instance that a copy is made of. */
export interface CopyOf {
  /** A database of this environment, or the name of an instance in its project. */
  instance: Database | string;
  /** The moment in time, in UTC, as in `"2026-11-27T10:00:00Z"`. @default now */
  at?: `${number}-${number}-${number}T${number}:${number}:${number}Z`;
}

export interface DatabaseArgs<D extends string = string> {
  /** Where it stands, and what decides its size, care and protection. The primary is in the home region. */
  environment: Environment;
  /** Images of the tools that make its roles. */
  images: DatabaseImages;
  /** Databases in the instance; the first is the one that `connect("…")` means. @default one of the component's name */
  databases?: readonly [D, ...D[]];
  /** Major version of Postgres. A greater one upgrades in place; a lesser one is refused. @default "17" */
  version?: PostgresVersion;
  /** @default by kind of environment */
  size?: DatabaseSize;
  /** Gigabytes to begin with, 10 to 65536; grows by itself, and never shrinks. @default 10 */
  disk?: number;
  /** Regions with a copy that answers reads, beside home. Adding or removing one touches no other. @default none */
  replicas?: readonly Region[];
  /** Run as the owner, whenever anything of it changes, before anyone else connects. @default none */
  migrations?: Migrations;
  /** When Cloud SQL may restart it for maintenance. @default Sunday, 3 o'clock UTC */
  maintenance?: MaintenanceWindow;
  /** Flags of Postgres, beside those that every instance has. @default none */
  flags?: Readonly<Record<string, string>>;
  /** When a developer's instance goes to sleep; refused where databases do not sleep. @default 19 o'clock UTC, every day */
  sleep?: Timing;
  /** Begins as a copy of another instance, with its databases and logins, and is on its own from then on. @default empty */
  copyOf?: CopyOf;
  /**
   * Name of an existing instance that is taken over as it is, with its databases: nothing of it is changed, and nobody
   * connects yet. Then say `instanceName` in place of this, and the next `up` brings it into line with everything here.
   */
  adopt?: string;
  /** Name of the instance, of one that was adopted. @default the component's name and six digits by chance */
  instanceName?: string;
  /** Last resort, listed in review: changes some children's arguments, but not what others were told of them. */
  transform?: Transforms<{ instance: Omit<gcp.sql.DatabaseInstanceArgs, FixedArgument> }>;
}

const fixedArguments = ["name", "project", "region", "masterInstanceName"] as const;
type FixedArgument = (typeof fixedArguments)[number];

let instanceNameOf!: (database: Database) => pulumi.Output<string>;

const instanceType = "gcp:sql/databaseInstance:DatabaseInstance";

/**
 * A Postgres database on Cloud SQL: private, encrypted, without passwords. To connect is to be granted `connect("…")`; the
 * holder finds `<NAME>_INSTANCE` (for a Cloud SQL connector, over the private address, with IAM authentication),
 * `<NAME>_DATABASE`, `<NAME>_USER`, and `<NAME>_OPTIONS`, which every connection passes as Postgres' `options`.
 *
 * ```ts
 * const catalog = new Database("catalog", { environment, images, migrations: { image, command: ["migrate"] } });
 * new Service("registry", { environment, image, can: [catalog.connect("readonly")] });
 * ```
 * @throws {pulumi.InputPropertiesError} naming every mistake in the arguments
 */
export class Database<D extends string = string> extends Component {
  readonly #databases: readonly [string, ...string[]];
  readonly #logins: Logins;
  readonly #nodes: { instance: pulumi.Resource; replicas: ReadonlyMap<Region, pulumi.Resource> };
  readonly #isAdopting: boolean;
  #migrations: readonly pulumi.Resource[] = [];

  constructor(name: string, args: DatabaseArgs<D>, opts?: pulumi.ComponentResourceOptions) {
    refuse("Database", name, databaseMistakes(name, args));
    super("data:Database", name, args.environment, opts);
    const { environment, replicas = [], migrations, copyOf, adopt } = args;
    const { defaults } = environment;
    this.#databases = args.databases ?? [name];
    const hooks = hooksOf(environment.propagation, sleepHook(name));

    const primary = this.#createPrimary(name, args);
    const copies = new Map(replicas.map((region) => [region, this.#createReplica(name, args, region, primary)]));
    // A copy has the databases that it was made with.
    const databases = copyOf
      ? []
      : this.#databases.map((database) => this.#createDatabase(name, args, database, primary, hooks));
    // What is being adopted may not even let anyone log in yet.
    this.#isAdopting = adopt !== undefined;
    const rolesJobs = this.#isAdopting
      ? []
      : [createRolesJob(this, environment, name, args.images, this.#databases, { primary, ready: databases, hooks })];
    this.#logins = {
      name,
      environment,
      primary,
      replicas: copies,
      ready: rolesJobs,
      migrated: () => this.#migrations,
      hooks,
    };
    this.#nodes = { instance: primary, replicas: copies };
    if (migrations) this.#migrations = [this.#migrate(name, environment, migrations)];
    if (defaults.database.sleeps)
      createSleep(this, environment, name, args.sleep ?? { schedule: defaults.database.sleeps }, primary);
    this.registerTransforms(args.transform);
  }

  /**
   * A login without a password, which may read (`"readonly"`), also write rows (`"readwrite"`), or change everything in it
   * (`"owner"`) once it has become the owner's role, which `<NAME>_OPTIONS` sees to. Grants `roles/cloudsql.client` and
   * `roles/cloudsql.instanceUser` on this instance alone. Who only reads is answered by the nearest replica.
   *
   * `connect({ catalog: "readonly", audit: "owner" })` names several databases; their variables then have the database's
   * name in them, as in `CATALOG_AUDIT_DATABASE`.
   */
  connect(access: Level | Readonly<Partial<Record<D, Level>>>): Capability<"grant" | "variables"> {
    return connectCapability(this.#logins, this.#wanted(access));
  }

  /**
   * The main children, for `dependsOn` and `deletedWith`. Their types tell no address; a cast that digs for one is what
   * review looks for.
   */
  get nodes(): { instance: pulumi.Resource; replicas: ReadonlyMap<Region, pulumi.Resource> } {
    return this.#nodes;
  }

  #wanted(access: Level | Readonly<Partial<Record<string, Level>>>): Wanted[] {
    const wanted =
      typeof access === "string"
        ? [{ propertyPath: "connect", database: this.#databases[0], level: access, infix: "" }]
        : Object.entries(access).map(([database, level]) => ({
            propertyPath: `connect.${database}`,
            database,
            level: level as Level,
            infix: infixOf(database),
          }));
    const mistakes: Mistake[] = [];
    const check = checksInto(mistakes);
    check(
      !this.#isAdopting,
      "connect",
      "is not possible yet: first say instanceName in place of adopt, and bring it up",
    );
    check(wanted.length > 0, "connect", "names no database; leave it out of can");
    for (const { propertyPath, database, level } of wanted) {
      const known = this.#databases.join(", ");
      check(this.#databases.includes(database), propertyPath, `is no database of this instance; there are ${known}`);
      check(levels.includes(level), propertyPath, `${JSON.stringify(level)} is not among ${levels.join(", ")}`);
    }
    refuse("Database", this.#logins.name, mistakes);
    return wanted;
  }

  #createPrimary(name: string, args: DatabaseArgs): gcp.sql.DatabaseInstance {
    const { environment, adopt, copyOf, version = "17", replicas = [] } = args;
    const { project, home, foundation, deletionProtection, defaults } = environment;
    const settings = primarySettings(settingsOf(args));
    const taken = adopt ?? args.instanceName;
    return new gcp.sql.DatabaseInstance(
      name,
      transformed<gcp.sql.DatabaseInstanceArgs>(
        {
          name: taken ?? this.#randomName(environment, name, [name]),
          project,
          region: home,
          databaseVersion: `POSTGRES_${version}`,
          deletionProtection,
          ...(replicas.length > 0 && { includeReplicasForMajorVersionUpgrade: true }),
          ...(copyOf && {
            clone: {
              sourceInstanceName:
                copyOf.instance instanceof Database ? instanceNameOf(copyOf.instance) : copyOf.instance,
              ...(copyOf.at && { pointInTime: copyOf.at }),
            },
          }),
          settings: {
            ...settings,
            ...(defaults.database.sleeps && {
              activationPolicy: "ALWAYS",
              userLabels: { ...settings.userLabels, ...wakeLabel(environment, new Date()) },
            }),
          },
        },
        args.transform?.instance,
      ),
      {
        parent: this,
        protect: deletionProtection,
        dependsOn: [foundation.managedServices, foundation.api("sqladmin.googleapis.com")],
        // It grows by itself; and of what was adopted nothing is changed yet.
        ignoreChanges: adopt ? adoptedAsItIs : ["settings.diskSize", ...leftToSchedule(environment)],
        ...(adopt && { import: `projects/${project}/instances/${adopt}` }),
      },
    );
  }

  #createReplica(
    name: string,
    args: DatabaseArgs,
    region: Region,
    primary: gcp.sql.DatabaseInstance,
  ): gcp.sql.DatabaseInstance {
    const { environment, version = "17" } = args;
    const { project, deletionProtection } = environment;
    return new gcp.sql.DatabaseInstance(
      `${name}/${region}`,
      {
        name: this.#randomName(environment, `${name}/${region}`, [name, region]),
        project,
        region,
        masterInstanceName: primary.name,
        databaseVersion: `POSTGRES_${version}`,
        deletionProtection,
        settings: replicaSettings(settingsOf(args)),
      },
      {
        parent: this,
        protect: deletionProtection,
        // Its primary's version is its own: it is upgraded with it, before this could ask for it.
        ignoreChanges: ["settings.diskSize", "databaseVersion"],
      },
    );
  }

  #createDatabase(
    name: string,
    { environment, adopt }: DatabaseArgs,
    database: string,
    primary: gcp.sql.DatabaseInstance,
    hooks: pulumi.ResourceHookBinding,
  ): gcp.sql.Database {
    const { project } = environment;
    return new gcp.sql.Database(
      `${name}/${database}`,
      { project, instance: primary.name, name: database },
      {
        parent: this,
        protect: environment.deletionProtection,
        deletedWith: primary,
        hooks,
        ...(adopt && { import: `projects/${project}/instances/${adopt}/databases/${database}` }),
      },
    );
  }

  /** A name that no deleted instance had: its digits are kept in the state. */
  #randomName(environment: Environment, name: string, parts: string[]): pulumi.Output<string> {
    const { hex } = new random.RandomId(name, { byteLength: 3 }, { parent: this });
    const { stem, separator } = randomName(instanceType, environment.slug, ...parts);
    return pulumi.interpolate`${stem}${separator}${hex}`;
  }

  #migrate(name: string, environment: Environment, { can = [], ...container }: Migrations): pulumi.Resource {
    const job = new Job(
      `${name}-migrations`,
      {
        ...container,
        environment,
        runs: "on-change",
        can: [connectCapability(this.#logins, this.#wanted("owner")), ...can],
      },
      { parent: this },
    );
    return job.nodes.job;
  }

  static {
    instanceNameOf = (database) => database.#logins.primary.name;
  }
}

const levels: readonly Level[] = ["readonly", "readwrite", "owner"];

/** All that an adopted instance may have otherwise. */
const adoptedAsItIs = ["settings", "databaseVersion", "deletionProtection", "includeReplicasForMajorVersionUpgrade"];

function settingsOf(args: DatabaseArgs): InstanceSettings {
  const { environment, disk = 10, flags = {}, maintenance = { day: 7, hour: 3 } } = args;
  return { environment, size: args.size ?? environment.defaults.database.size, disk, flags, maintenance };
}

/** A login is an account's address without its end, and Postgres cuts names at 63 bytes: 30 of them are the account's id. */
const longestProject = 63 - "@.iam".length - 30;

function databaseMistakes(name: string, args: DatabaseArgs): Mistake[] {
  const { environment, databases = [name], version = "17", replicas = [], maintenance, flags = {} } = args;
  const { home, project, defaults } = environment;
  const mistakes = nameMistakes(name);
  const check = checksInto(mistakes);
  check(
    project.length <= longestProject,
    "environment",
    `its project ${project} has more than ${longestProject} characters, which leaves no room for logins of its accounts`,
  );
  databases.forEach((database, i) => {
    const path = args.databases ? `databases[${i}]` : "name";
    mistakes.push(...databaseNameMistakes(path, database));
    check(!reserved.includes(database), path, `${database} is Postgres' own`);
    check(
      /^[A-Za-z0-9_-]*$/.test(database),
      path,
      `${JSON.stringify(database)} has more than letters, digits, _ and -`,
    );
    check(databases.indexOf(database) === i, path, `${database} is listed twice`);
    const alike = databases.find((other, j) => j < i && other !== database && infixOf(other) === infixOf(database));
    check(alike === undefined, path, `${database} and ${alike} would share variables, …_${infixOf(database)}DATABASE`);
  });
  check(
    postgresVersions.includes(version),
    "version",
    `${JSON.stringify(version)} is not among ${postgresVersions.join(", ")}`,
  );
  mistakes.push(...sizeMistakes(args.size ?? defaults.database.size));
  const { disk = 10 } = args;
  check(isCount(disk, 10, 65536), "disk", `${disk} is not a whole number of gigabytes from 10 to 65536`);
  replicas.forEach((region, i) => {
    const path = `replicas[${i}]`;
    check(region !== home, path, `${region} is home, where the primary is`);
    const known = environment.regions.join(", ");
    check(environment.regions.includes(region), path, `${JSON.stringify(region)} is not among the regions ${known}`);
    check(replicas.indexOf(region) === i, path, `${region} is listed twice`);
  });
  check(
    replicas.length === 0 || defaults.database.backups > 0,
    "replicas",
    `a ${environment.kind} environment's databases have no backups, and what has none cannot be replicated`,
  );
  if (maintenance) {
    check(isCount(maintenance.day, 1, 7), "maintenance.day", `${maintenance.day} is not between 1, Monday, and 7`);
    check(isCount(maintenance.hour, 0, 23), "maintenance.hour", `${maintenance.hour} is not between 0 and 23`);
  }
  for (const flag of Object.keys(flags))
    check(!Object.hasOwn(flagsKept, flag), `flags.${flag}`, `is ${flagsKept[flag]} on every instance; leave it out`);
  if (args.sleep) {
    check(
      defaults.database.sleeps !== undefined,
      "sleep",
      `databases of a ${environment.kind} environment do not sleep; leave it out`,
    );
    mistakes.push(...timingMistakes("sleep.", args.sleep));
  }
  for (const [key, image] of Object.entries(args.images ?? {}))
    mistakes.push(
      ...imageMistakes(image, defaults.imagesByDigest).map(({ reason }) => ({ propertyPath: `images.${key}`, reason })),
    );
  mistakes.push(
    ...beginningMistakes(args),
    ...fixedMistakes("transform.instance", args.transform?.instance, fixedArguments),
  );
  return mistakes;
}

/** What the variables of a database have in them where several are named: `audit` → `AUDIT_`. */
function infixOf(database: string): string {
  return `${database.replace(/[^A-Za-z0-9]+/g, "_").toUpperCase()}_`;
}

/** Databases that every instance has. */
const reserved = ["postgres", "template0", "template1", "cloudsqladmin"];

/** What an instance begins as: empty, a copy, or one that is there. */
function beginningMistakes({ adopt, instanceName, copyOf, migrations, replicas = [] }: DatabaseArgs): Mistake[] {
  const mistakes: Mistake[] = [];
  const check = checksInto(mistakes);
  const given = Object.entries({ adopt, copyOf, instanceName }).flatMap(([key, value]) =>
    value === undefined ? [] : key,
  );
  check(given.length <= 1, given[1] ?? "", `excludes ${given[0]}: an instance is adopted, named or copied`);
  for (const [path, isGiven] of Object.entries({ migrations: migrations !== undefined, replicas: replicas.length > 0 }))
    check(!adopt || !isGiven, path, "comes later: first adopt the instance as it is, and bring it up");
  for (const [path, value] of Object.entries({ adopt, instanceName }))
    check(
      value === undefined || /^[a-z][-a-z0-9]{0,96}[a-z0-9]$/.test(value),
      path,
      `${JSON.stringify(value)} is not the name of an instance`,
    );
  if (copyOf?.at !== undefined)
    check(
      /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/.test(copyOf.at) && !Number.isNaN(Date.parse(copyOf.at)),
      "copyOf.at",
      `${JSON.stringify(copyOf.at)} is not a time in UTC, such as 2026-11-27T10:00:00Z`,
    );
  return mistakes;
}
