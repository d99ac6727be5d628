/** Postgres as Cloud SQL would have it: the databases and logins of the plan, with the roles that its own job makes. */
import { escapeIdentifier } from "pg";
import { textsOf } from "../cloud/typed";
import type { World } from "../cloud/world";
import { type PostgresServer, postgresMissing, startPostgres } from "../stand-ins/postgres";
import type { Workload } from "./plan";

/** The newest, whatever version the plan names. */
const version = 18;
const api = "cloudsqladmin";
const administrator = "cloudsqlsuperuser";

export interface Databases {
  /** What `PGHOST` is set to. */
  host: string;
  /** Has the logins of the plan alone log in, each as a member of its roles. */
  align(world: World): Promise<void>;
  close(): Promise<void>;
}

/** @throws {Error} where no Postgres can run here, or the roles cannot be made */
export async function startDatabases(world: World, jobs: readonly Workload[]): Promise<Databases> {
  const missing = postgresMissing(version);
  if (missing) throw new Error(missing);
  const server = await startPostgres(version, api);
  try {
    const asApi = (statement: string) => run(server, { user: api, database: "postgres" }, statement);
    await asApi(`CREATE ROLE ${administrator} NOLOGIN CREATEROLE CREATEDB`);
    for (const { inputs } of world.ofType("gcp:sql/database:Database"))
      await asApi(`CREATE DATABASE ${escapeIdentifier(String(inputs.name))} OWNER ${administrator}`);
    const made = new Set<string>();
    const align = async (now: World) => {
      const logins = loginsIn(now);
      for (const login of logins) await setLogin(asApi, login, made);
      const current = logins.map(({ name }) => name);
      for (const gone of [...made].filter((name) => !current.includes(name)))
        await asApi(`ALTER ROLE ${escapeIdentifier(gone)} NOLOGIN`);
    };
    await align(world);
    for (const job of jobs) await runScript(server, job);
    await align(world); // the roles are there now
    return { host: server.host, align, close: () => server.stop() };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

interface Login {
  name: string;
  roles: string[];
}

function loginsIn(world: World): Login[] {
  return world
    .ofType("gcp:sql/user:User")
    .map(({ inputs }) => ({ name: String(inputs.name), roles: textsOf(inputs.databaseRoles) }));
}

async function setLogin(
  asApi: (statement: string) => Promise<unknown>,
  { name, roles }: Login,
  made: Set<string>,
): Promise<void> {
  const login = escapeIdentifier(name);
  await asApi(made.has(name) ? `ALTER ROLE ${login} LOGIN` : `CREATE ROLE ${login} LOGIN`);
  made.add(name);
  const wanted = roles.map((role) => `'${role}'`).join(", ") || "NULL";
  await asApi(`DO $$ DECLARE one name; BEGIN
    FOR one IN SELECT rolname FROM pg_auth_members JOIN pg_roles ON pg_roles.oid = roleid WHERE member = '${login}'::regrole LOOP
      EXECUTE format('REVOKE %I FROM ${login}', one);
    END LOOP;
    FOR one IN SELECT rolname FROM pg_roles WHERE rolname IN (${wanted}) LOOP
      EXECUTE format('GRANT %I TO ${login}', one);
    END LOOP;
  END $$`);
}

/** The job that makes roles brings its script in a variable, for the `psql` in its image; here it is run without one. */
async function runScript(server: PostgresServer, { variables }: Workload): Promise<void> {
  const { ROLES_SQL: script, DATABASES: databases, DATABASE_USER: user } = variables;
  if (script === undefined || databases === undefined || user === undefined) return;
  for (const database of databases.split(" ")) await run(server, { user, database }, script);
}

async function run(server: PostgresServer, to: { user: string; database: string }, statement: string): Promise<void> {
  const client = await server.connect(to);
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
