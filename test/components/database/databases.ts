import assert from "node:assert/strict";
import { type Level, rolesOf } from "../../../components/data/database/roles";
import { type PostgresVersion, postgresMissing } from "../../../local/stand-ins/postgres";
import { administrator, CloudSql, runner, type Workload } from "./cloud-sql";

/** The oldest and the newest that `roles.sql` is for. */
const versions: readonly PostgresVersion[] = [15, 18];

/** A suite on each version, with a server of its own. */
export function onEachVersion(title: string, suite: (databases: Databases) => void): void {
  for (const version of versions)
    describe(`${title}, on Postgres ${version}`, () => {
      const databases = new Databases(version);
      before(function () {
        skipWithout(this, version);
        return databases.start();
      });
      after(() => databases.stop());
      suite(databases);
    });
}

export function skipWithout(context: Mocha.Context, version: PostgresVersion): void {
  const missing = postgresMissing(version);
  if (!missing) return;
  console.log(`    skipped: ${missing}`);
  context.skip();
}

/** A database for each test, all on one server. */
export class Databases {
  #cloudSql: CloudSql | undefined;
  #made = 0;

  constructor(readonly version: PostgresVersion) {}

  async start(): Promise<void> {
    this.#cloudSql = await CloudSql.start(this.version);
  }

  async stop(): Promise<void> {
    await this.#cloudSql?.stop();
  }

  get cloudSql(): CloudSql {
    if (!this.#cloudSql) throw new Error("the server runs while a test does");
    return this.#cloudSql;
  }

  /** As Cloud SQL's API leaves it; the dash in its name has every statement quote it. */
  async empty(owner?: string): Promise<string> {
    const name = `catalog-${++this.#made}`;
    await this.cloudSql.database(name, owner);
    return name;
  }

  /** With levels, a workload at each, and a table that a migration has made. */
  async withLevels() {
    const name = await this.empty();
    await this.cloudSql.runScript(name);
    const owner = await this.workload("iam", name, "owner");
    await owner.query("CREATE TABLE image (id serial PRIMARY KEY, tag text); INSERT INTO image (tag) VALUES ('a')");
    const reader = await this.workload("registry", name, "readonly");
    const writer = await this.workload("push", name, "readwrite");
    return { name, roles: rolesOf(name), owner, reader, writer };
  }

  /** A name for a login that no other test uses. */
  login(name: string): string {
    return `${name}-${++this.#made}@registry-dev-ada.iam`;
  }

  workload(name: string, database: string, level: Level): Promise<Workload> {
    return this.cloudSql.workload(this.login(name), database, level);
  }

  /** Makes things that belong to the administrator, as in a database that is to be adopted. */
  async asAdministrator(database: string, statement: string): Promise<void> {
    await this.cloudSql.query({ user: runner, database, options: `-c role=${administrator}` }, statement);
  }
}

/** The rows of the table that a migration has made, read with rights alone, whatever the login's options. */
export async function tags(reader: Workload): Promise<string[]> {
  const { rows } = await reader.withoutOptions("SELECT tag FROM image ORDER BY id");
  return rows.map(({ tag }) => tag);
}

/** Asserts that Postgres refuses for want of a right, and not for another mistake in the statement. */
export const denied = (attempt: Promise<unknown>, about: RegExp) =>
  assert.rejects(attempt, { code: "42501", message: about });
