import type { Mistake } from "../../refuse";

/** What a workload may do in a database: read it; write rows too; or change what it is made of, as migrations do. */
export type Level = "readonly" | "readwrite" | "owner";

/** The roles of one database, which `roles.sql` makes. A login is made a member of one by its level: `accessOf`. */
export interface Roles {
  readonly: string;
  readwrite: string;
  /** Owns the database and all in it. No login is a member of it, except by way of `migrator`. */
  owner: string;
  /** May become `owner`, and may do nothing but connect until it does. */
  migrator: string;
}

/** How a login gets its level. */
export interface Access {
  /** The role that it is a member of, in Cloud SQL's words one of its `databaseRoles`. */
  role: string;
  /** Startup options of all its connections, for `PGOPTIONS` or a client's `options`; none is the empty string. */
  options: string;
}

/** Postgres cuts longer names (NAMEDATALEN - 1): postgresql.org/docs/current/sql-syntax-lexical.html */
const longestName = 63;
const longestSuffix = "_readwrite";

/** What is wrong with a database's name as the beginning of its roles' names. */
export function databaseNameMistakes(propertyPath: string, database: string): Mistake[] {
  const mistakes: Mistake[] = [];
  const given = JSON.stringify(database);
  const longest = longestName - longestSuffix.length;
  const bytes = Buffer.byteLength(database);
  if (bytes === 0 || bytes > longest)
    mistakes.push({
      propertyPath,
      reason: `${given} has ${bytes} bytes; 1 to ${longest} are possible, as a role is named after it: …${longestSuffix}`,
    });
  // postgresql.org/docs/current/sql-createrole.html
  if (database.startsWith("pg_"))
    mistakes.push({ propertyPath, reason: `${given} begins with pg_, which Postgres keeps for its own roles` });
  return mistakes;
}

/** @throws {RangeError} when the roles cannot be named after this database; check with `databaseNameMistakes` first. */
export function rolesOf(database: string): Roles {
  const [mistake] = databaseNameMistakes("database", database);
  if (mistake) throw new RangeError(mistake.reason);
  return {
    readonly: `${database}_readonly`,
    readwrite: `${database}_readwrite`,
    owner: `${database}_owner`,
    migrator: `${database}_migrator`,
  };
}

/** @throws {RangeError} as `rolesOf` does. */
export function accessOf(database: string, level: Level): Access {
  const { readonly, readwrite, owner, migrator } = rolesOf(database);
  const access: Record<Level, Access> = {
    // Beside its grants, for what Postgres lets everybody do (large objects) and what a SECURITY DEFINER function lends.
    readonly: { role: readonly, options: startupOption("default_transaction_read_only", "on") },
    readwrite: { role: readwrite, options: "" },
    owner: { role: migrator, options: startupOption("role", owner) },
  };
  return access[level];
}

/** Spaces part options unless escaped: postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNECT-OPTIONS */
function startupOption(name: string, value: string): string {
  return `-c ${name}=${value.replace(/[\\\s]/g, "\\$&")}`;
}
