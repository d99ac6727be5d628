import * as gcp from "@pulumi/gcp";
import type * as pulumi from "@pulumi/pulumi";
import type { Region } from "../../../contract";
import { Component } from "../../component";
import type { Environment } from "../../environment";
import { hooksOf } from "../../error-hook";
import type { Capability } from "../../iam/capability";
import { keptName } from "../../naming/kept";
import { checksInto, type Mistake, refuse } from "../../refuse";
import { Job } from "../../run/job";
import { transformed } from "../../transform";
import type { DatabaseArgs, Migrations } from "./args";
import { connectCapability, type Logins, type Wanted } from "./connect";
import { databaseMistakes, infixOf } from "./mistakes";
import type { Level } from "./roles";
import { createRolesJob } from "./roles-job";
import { type InstanceSettings, primarySettings, replicaSettings } from "./settings";
import { createSleep, leftToSchedule, sleepHook, wakeLabel } from "./sleep";
import { type SocketArgs, socketMistakes } from "./socket";

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
      proxy: args.images.proxy,
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
   *
   * `connect("…", { socket: true })` is for an image that knows no connector, in a service or a worker pool: beside all that, it
   * finds `<NAME>_HOST`, the folder of a socket, where whoever speaks to Postgres is logged in as the workload.
   * @throws {pulumi.InputPropertiesError} naming every level, database, size and variable that is none
   */
  connect(access: Level | Readonly<Partial<Record<D, Level>>>): Capability<"grant" | "variables">;
  connect(
    access: Level | Readonly<Partial<Record<D, Level>>>,
    by: SocketArgs,
  ): Capability<"grant" | "variables" | "sidecars">;
  connect(
    access: Level | Readonly<Partial<Record<D, Level>>>,
    by?: SocketArgs,
  ): Capability<"grant" | "variables" | "sidecars"> {
    return connectCapability(this.#logins, this.#wanted(access, by), by);
  }

  /**
   * The main children, for `dependsOn` and `deletedWith`. Their types tell no address; a cast that digs for one is what
   * review looks for.
   */
  get nodes(): { instance: pulumi.Resource; replicas: ReadonlyMap<Region, pulumi.Resource> } {
    return this.#nodes;
  }

  #wanted(access: Level | Readonly<Partial<Record<string, Level>>>, by?: SocketArgs): Wanted[] {
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
    if (by) mistakes.push(...socketMistakes(this.#logins.name, by, typeof access !== "string"));
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
          name: taken ?? keptName(this, name, instanceType, environment.slug, name),
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
        dependsOn: [...foundation.network.managedServices, foundation.api("sqladmin.googleapis.com")],
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
        name: keptName(this, `${name}/${region}`, instanceType, environment.slug, name, region),
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
