/**
 * What Cloud SQL makes of a Postgres server: an administrator who is no superuser, and an API that is one.
 * cloud.google.com/sql/docs/postgres/users
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Client, escapeIdentifier, type QueryResult } from "pg";
import { accessOf, type Level } from "../../../components/data/database/roles";
import { type PostgresServer, type PostgresVersion, startPostgres } from "../../../local/stand-ins/postgres";

const api = "cloudsqladmin";
export const administrator = "cloudsqlsuperuser";
export const script = join(__dirname, "../../../components/data/database/roles.sql");

/** A login of the administrator's, as the job that runs the script has one. */
export const runner = "roles@registry-dev-ada.iam";

export class CloudSql {
  private constructor(readonly server: PostgresServer) {}

  static async start(version: PostgresVersion): Promise<CloudSql> {
    const cloudSql = new CloudSql(await startPostgres(version, api));
    await cloudSql.asApi("postgres", `CREATE ROLE ${administrator} NOLOGIN CREATEROLE CREATEDB`);
    await cloudSql.login(runner, administrator);
    return cloudSql;
  }

  stop(): Promise<void> {
    return this.server.stop();
  }

  /** A superuser's statement. */
  asApi(database: string, statement: string): Promise<QueryResult> {
    return this.query({ user: api, database }, statement);
  }

  async database(name: string, owner: string = administrator): Promise<void> {
    await this.asApi("postgres", `CREATE DATABASE ${escapeIdentifier(name)} OWNER ${escapeIdentifier(owner)}`);
  }

  /** An IAM user with these `databaseRoles`. */
  async login(name: string, ...databaseRoles: string[]): Promise<void> {
    await this.asApi("postgres", `CREATE ROLE ${escapeIdentifier(name)} LOGIN`);
    await this.setRoles(name, ...databaseRoles);
  }

  /** A user with a password, as the API makes them: each is an administrator. */
  async builtIn(name: string): Promise<void> {
    await this.asApi("postgres", `CREATE ROLE ${escapeIdentifier(name)} LOGIN CREATEROLE CREATEDB`);
    await this.setRoles(name, administrator);
  }

  /** Changes an IAM user's `databaseRoles`. */
  async setRoles(login: string, ...databaseRoles: string[]): Promise<void> {
    const { rows } = await this.asApi(
      "postgres",
      `SELECT roleid::regrole AS role FROM pg_auth_members WHERE member = '${escapeIdentifier(login)}'::regrole`,
    );
    for (const { role } of rows) await this.asApi("postgres", `REVOKE ${role} FROM ${escapeIdentifier(login)}`);
    for (const role of databaseRoles)
      await this.asApi("postgres", `GRANT ${escapeIdentifier(role)} TO ${escapeIdentifier(login)}`);
  }

  /** A login that a workload has by `connect(level)`. */
  async workload(name: string, database: string, level: Level): Promise<Workload> {
    const { role, options } = accessOf(database, level);
    await this.login(name, role);
    return new Workload(this, name, database, options);
  }

  /** Runs `roles.sql`; what it healed comes back as notices. */
  async runScript(database: string, user: string = runner): Promise<string[]> {
    const client = await this.server.connect({ user, database });
    const notices: string[] = [];
    client.on("notice", ({ message }) => notices.push(message ?? ""));
    try {
      await client.query(readFileSync(script, "utf8"));
    } finally {
      await client.end();
    }
    return notices;
  }

  async query(to: { user: string; database: string; options?: string }, statement: string): Promise<QueryResult> {
    const client: Client = await this.server.connect(to);
    try {
      return await client.query(statement);
    } finally {
      await client.end();
    }
  }
}

/** An application's access: each statement has a connection of its own. */
export class Workload {
  constructor(
    private readonly cloudSql: CloudSql,
    readonly user: string,
    readonly database: string,
    private readonly options: string,
  ) {}

  query(statement: string): Promise<QueryResult> {
    return this.cloudSql.query({ user: this.user, database: this.database, options: this.options }, statement);
  }

  /** A connection that leaves the startup options out: what then remains are the rights. */
  withoutOptions(statement: string): Promise<QueryResult> {
    return this.cloudSql.query({ user: this.user, database: this.database }, statement);
  }
}
