import * as gcp from "@pulumi/gcp";
import type * as pulumi from "@pulumi/pulumi";
import { nearest, type Region } from "../../../contract";
import type { Environment } from "../../environment";
import { type Capability, capability, type Delivery, type Given, type Principal } from "../../iam/capability";
import { onlyOn } from "./condition";
import { accessOf, type Level } from "./roles";
import { proxySidecar, type SocketArgs, socketFolder } from "./socket";

/** What a login is made from. */
export interface Logins {
  name: string;
  environment: Environment;
  primary: gcp.sql.DatabaseInstance;
  /** Image of the proxy. */
  proxy: pulumi.Input<string>;
  /** Copies that answer reads, by region. */
  replicas: ReadonlyMap<Region, gcp.sql.DatabaseInstance>;
  /** What a login waits for: the databases and the roles in them. */
  ready: readonly pulumi.Resource[];
  /** What whoever logs in waits for beside that: migrations. */
  migrated(): readonly pulumi.Resource[];
  hooks: pulumi.ResourceHookBinding;
}

/** Google's roles that let an account reach an instance and log in to it. */
const roles = { client: "roles/cloudsql.client", login: "roles/cloudsql.instanceUser" } as const;

const unfit = {
  people: "a login made here is one of a service account, and a group logs in as another type of user",
  foreign: "the instance has an address in this environment's network alone, which another project does not reach",
  workflow:
    "the instance has an address in this environment's network alone, which a runner of GitHub is not in; run a job that connects",
} as const;

const unfitForSocket = {
  ...unfit,
  job:
    "its socket is opened by a proxy beside the container, which would keep the job from ever ending; connect without " +
    "socket, by a connector in the image, or do the work in a service or a worker pool",
} as const;

type Variables = NonNullable<Given["variables"]>;

/** A database and the level in it, in a list whose variables have the database's name in them or not. */
export interface Wanted {
  database: string;
  level: Level;
  /** What its variables begin with after the prefix: nothing, or `AUDIT_`. */
  infix: string;
}

/**
 * Makes a login for the caller, a member of one role for each database, and grants `roles/cloudsql.client` and
 * `roles/cloudsql.instanceUser` on this instance and its copies alone.
 */
export function connectCapability<D extends Delivery>(
  logins: Logins,
  wanted: readonly Wanted[],
  by?: SocketArgs,
): Capability<D> {
  const accesses = wanted.map(({ database, level, infix }) => ({ database, infix, ...accessOf(database, level) }));
  const readsOnly = wanted.every(({ level }) => level === "readonly");
  const connectionName = (region: Region) => answering(logins, readsOnly, region).connectionName;
  const variables: Variables = {
    INSTANCE: connectionName,
    ...(by && { HOST: () => socketFolder(logins.name) }),
    // The login is the holder's: it is added where it is made.
    ...Object.fromEntries(
      accesses.flatMap(({ database, infix, options }) => [
        [`${infix}DATABASE`, () => database],
        ...(options === "" ? [] : [[`${infix}OPTIONS`, () => options] as const]),
      ]),
    ),
  };
  /** What the image calls a variable → what that is called here, where there is one. */
  const whole = Object.entries(by?.variables ?? {})
    .map(([variable, part]) => [variable, part.toUpperCase()] as const)
    .filter(([, suffix]) => suffix === "USER" || suffix in variables);
  return capability<D>({
    verb: "connect",
    kind: "database",
    owner: logins.name,
    variables: [...Object.keys(variables), "USER"],
    ...(by
      ? {
          unfit: unfitForSocket,
          wholeVariables: whole.map(([variable]) => variable),
          folder: socketFolder(logins.name),
          sidecar: proxySidecar(logins.name, logins.proxy, by, connectionName),
        }
      : { unfit }),
    varies(asking) {
      const answers = new Set(asking.map((region) => answeringIn(logins, readsOnly, region)));
      if (answers.size < 2) return undefined;
      return (
        `is answered by the nearest copy, in ${[...answers].join(", ")}, and a native service is told one for all of its ` +
        'regions: connect at another level, leave the copies out, or have the routing be "regional"'
      );
    },
    grant: (principal) => {
      const login = createLogin(
        logins,
        principal,
        accesses.map(({ role }) => role),
        readsOnly ? [logins.primary, ...logins.replicas.values()] : [logins.primary],
      );
      const given: Variables = { ...variables, USER: () => login.user };
      return {
        variables: given,
        wholeVariables: Object.fromEntries(
          whole.flatMap(([variable, suffix]) => {
            const value = given[suffix];
            return value ? [[variable, value]] : [];
          }),
        ),
        // A program connects as it starts, and Cloud Run asks then whether it is ready.
        before: [...login.made, ...logins.migrated()],
      };
    },
  });
}

/** Who only reads is answered by the nearest copy; who writes, by the primary. */
function answeringIn({ environment, replicas }: Logins, readsOnly: boolean, region: Region): Region {
  return readsOnly ? nearest(region, [environment.home, ...replicas.keys()]) : environment.home;
}

function answering(logins: Logins, readsOnly: boolean, region: Region): gcp.sql.DatabaseInstance {
  return logins.replicas.get(answeringIn(logins, readsOnly, region)) ?? logins.primary;
}

/** The account as a user of Postgres, whose names are short (cloud.google.com/sql/docs/postgres/add-manage-iam-users). */
export const loginName = ({ email }: Pick<Principal, "email">): pulumi.Output<string> =>
  email.apply((address) => address.replace(/\.gserviceaccount\.com$/, ""));

export function createLogin(
  { name, environment, primary, ready, hooks }: Omit<Logins, "replicas" | "migrated" | "proxy">,
  principal: Principal,
  databaseRoles: string[],
  instances: readonly gcp.sql.DatabaseInstance[],
): { user: pulumi.Output<string>; made: pulumi.Resource[] } {
  const { project, foundation, propagation } = environment;
  const options = { parent: principal.component, provider: environment.gcp };
  const prefix = `${principal.name}/connect/${name}`;
  const login = new gcp.sql.User(
    prefix,
    {
      project,
      instance: primary.name,
      type: "CLOUD_IAM_SERVICE_ACCOUNT",
      name: loginName(principal),
      databaseRoles,
    },
    // It goes with the instance; and an instance that sleeps could not be asked to delete it.
    { ...options, dependsOn: [...ready], deletedWith: primary, hooks },
  );
  const members = Object.entries(roles).map(
    ([key, role]) =>
      new gcp.projects.IAMMember(
        `${prefix}/${key}`,
        {
          project,
          role,
          member: principal.member,
          condition: onlyOn(name, project, instances),
        },
        {
          ...options,
          dependsOn: [foundation.api("cloudresourcemanager.googleapis.com")],
          hooks: propagation,
        },
      ),
  );
  return { user: login.name, made: [login, ...members] };
}
