import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { escapeIdentifier } from "pg";
import { rolesOf } from "../../../components/data/database/roles";
import { administrator, runner, script } from "./cloud-sql";
import { denied, onEachVersion, tags } from "./databases";

onEachVersion("roles.sql", (databases) => {
  /** Everything that says who may do what: a row written anew has another `xmin`, even when it says the same. */
  async function snapshot(database: string, { writes }: { writes: boolean }): Promise<unknown> {
    const xmin = writes ? "xmin::text" : "''";
    const { rows } = await databases.cloudSql.asApi(
      database,
      `SELECT 'relation' AS kind, oid::regclass::text AS name, relowner::regrole::text AS owner,
         (SELECT array_agg(a::text ORDER BY a::text) FROM unnest(relacl) AS a) AS acl, ${xmin} AS xmin
       FROM pg_class WHERE relnamespace <> 'pg_toast'::regnamespace AND oid >= 16384
       UNION ALL SELECT 'column', attrelid::regclass || '.' || attname, '', attacl::text[], ''
       FROM pg_attribute WHERE attrelid >= 16384 AND attacl IS NOT NULL
       UNION ALL SELECT 'routine', oid::regprocedure::text, proowner::regrole::text,
         (SELECT array_agg(a::text ORDER BY a::text) FROM unnest(proacl) AS a), ${xmin}
       FROM pg_proc WHERE oid >= 16384
       UNION ALL SELECT 'type', oid::regtype::text, typowner::regrole::text,
         (SELECT array_agg(a::text ORDER BY a::text) FROM unnest(typacl) AS a), ${xmin}
       FROM pg_type WHERE oid >= 16384
       UNION ALL SELECT 'schema', nspname::text, nspowner::regrole::text,
         (SELECT array_agg(a::text ORDER BY a::text) FROM unnest(nspacl) AS a), ${xmin}
       FROM pg_namespace WHERE nspname !~ '^pg_(temp|toast)'
       UNION ALL SELECT 'database', datname::text, datdba::regrole::text,
         (SELECT array_agg(a::text ORDER BY a::text) FROM unnest(datacl) AS a), ${xmin}
       FROM pg_database
       UNION ALL SELECT 'default', defaclobjtype::text, defaclrole::regrole::text,
         (SELECT array_agg(a::text ORDER BY a::text) FROM unnest(defaclacl) AS a), ${xmin}
       FROM pg_default_acl
       UNION ALL SELECT 'role', rolname::text, concat(rolcanlogin, rolinherit, rolcreaterole, rolcreatedb), NULL, ${xmin}
       FROM pg_authid
       UNION ALL SELECT 'member', roleid::regrole::text,
         (to_jsonb(m) - '{oid,roleid,member,grantor}'::text[])::text || member::regrole || grantor::regrole, NULL, ''
       FROM pg_auth_members AS m
       ORDER BY 1, 2, 3`,
    );
    return rows;
  }

  it("run again writes nothing at all", async () => {
    const { name, owner } = await databases.withLevels();
    await owner.query(`
        CREATE TYPE state AS ENUM ('new'); CREATE DOMAIN digest AS text; CREATE TYPE pair AS (a integer, b integer);
        CREATE TYPE span AS RANGE (subtype = integer); CREATE VIEW tags AS SELECT tag FROM image;
        CREATE PROCEDURE nothing() LANGUAGE sql AS ''; CREATE AGGREGATE total(integer) (sfunc = int4pl, stype = integer)`);
    const first = await snapshot(name, { writes: true });
    assert.deepEqual(await databases.cloudSql.runScript(name), []);
    assert.deepEqual(await snapshot(name, { writes: true }), first);
  });

  it("undoes what was granted or changed besides", async () => {
    const { name, owner, roles } = await databases.withLevels();
    await owner.query(
      "CREATE FUNCTION one() RETURNS integer LANGUAGE sql RETURN 1; CREATE TYPE state AS ENUM (); CREATE TABLE layer (digest text)",
    );
    const first = await snapshot(name, { writes: false });
    const { readonly, readwrite, migrator } = Object.fromEntries(
      Object.entries(roles).map(([level, role]) => [level, escapeIdentifier(role)]),
    );
    await owner.query(`
        GRANT INSERT ON image TO PUBLIC; GRANT TRUNCATE ON image TO ${readwrite} WITH GRANT OPTION;
        GRANT UPDATE (digest) ON layer TO ${readonly}; REVOKE SELECT ON image FROM ${readonly};
        GRANT UPDATE ON SEQUENCE image_id_seq TO ${readonly}; GRANT EXECUTE ON FUNCTION one() TO PUBLIC;
        GRANT CREATE ON SCHEMA public TO PUBLIC, ${readwrite}; REVOKE USAGE ON TYPE state FROM ${readonly};
        GRANT ALL ON DATABASE ${escapeIdentifier(name)} TO PUBLIC, ${migrator};
        ALTER DEFAULT PRIVILEGES GRANT INSERT ON TABLES TO ${readonly};
        ALTER DEFAULT PRIVILEGES GRANT EXECUTE ON FUNCTIONS TO PUBLIC`);
    await databases.cloudSql.asApi(name, `ALTER ROLE ${readwrite} CREATEDB; ALTER ROLE ${migrator} INHERIT`);
    assert.notDeepEqual(await snapshot(name, { writes: false }), first);
    await databases.cloudSql.runScript(name);
    assert.deepEqual(await snapshot(name, { writes: false }), first);
  });

  it("adopts a database: all its kinds of things become the owner's, and the levels may do with them as ever", async () => {
    const name = await databases.empty();
    await databases.asAdministrator(
      name,
      `CREATE TABLE image (id serial PRIMARY KEY, tag text); INSERT INTO image (tag) VALUES ('a');
         CREATE SCHEMA "old things"; SET search_path = "old things";
         CREATE TABLE part (day date) PARTITION BY RANGE (day);
         CREATE TABLE part_1 PARTITION OF part FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
         CREATE VIEW tags AS SELECT tag FROM public.image; CREATE MATERIALIZED VIEW kept AS SELECT 1;
         CREATE TABLE numbered (id bigint GENERATED ALWAYS AS IDENTITY); CREATE SEQUENCE counter;
         CREATE FUNCTION one(a integer, b text[]) RETURNS integer LANGUAGE sql RETURN 1;
         CREATE PROCEDURE nothing() LANGUAGE sql AS ''; CREATE AGGREGATE everything(*) (sfunc = int8inc, stype = bigint, initcond = 0);
         CREATE TYPE state AS ENUM ('new'); CREATE DOMAIN digest AS text; CREATE TYPE pair AS (a integer, b integer);
         CREATE TYPE span AS RANGE (subtype = integer); CREATE COLLATION plain FROM "C";
         CREATE OPERATOR === (leftarg = integer, rightarg = integer, function = int4eq);
         CREATE CONVERSION latin FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8;
         CREATE STATISTICS both_columns ON id, tag FROM public.image;
         CREATE TEXT SEARCH DICTIONARY words (template = simple);
         CREATE TEXT SEARCH CONFIGURATION search (copy = pg_catalog.simple);
         SELECT lo_create(4711)`,
    );
    await databases.cloudSql.runScript(name);
    const { rows } = await databases.cloudSql.asApi(
      name,
      `SELECT refobjid::regrole::text AS owner, count(*)::integer FROM pg_shdepend
         WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database()) AND deptype = 'o' GROUP BY 1`,
    );
    assert.deepEqual(
      rows.map(({ owner }) => owner),
      [escapeIdentifier(rolesOf(name).owner)],
    );
    assert.ok(rows[0].count >= 23, `the database has ${rows[0].count} things`);
    const reader = await databases.workload("registry", name, "readonly");
    const writer = await databases.workload("push", name, "readwrite");
    await writer.query(`INSERT INTO image (tag) VALUES ('b'); INSERT INTO "old things".part VALUES ('2026-02-02')`);
    assert.deepEqual(await tags(reader), ["a", "b"]);
    const migration = await databases.workload("iam", name, "owner");
    await migration.query(`ALTER TABLE image ADD COLUMN size bigint; DROP SCHEMA "old things" CASCADE`);
  });

  it("takes over what roles made by the administrator own, and leaves their other databases alone", async () => {
    const name = await databases.empty();
    const other = await databases.empty();
    const former = databases.login("former");
    await databases.asAdministrator(
      name,
      `CREATE ROLE "${former}" LOGIN; GRANT CREATE ON SCHEMA public TO "${former}"`,
    );
    await databases.cloudSql.asApi(name, `ALTER DATABASE "${other}" OWNER TO "${former}"`);
    await databases.cloudSql.query({ user: former, database: name }, "CREATE TABLE image (id serial, tag text)");
    assert.deepEqual(await databases.cloudSql.runScript(name), [
      `table public.image, which belonged to ${former}, belongs to ${name}_owner now`,
    ]);
    const { rows } = await databases.cloudSql.asApi(
      name,
      `SELECT datdba::regrole::text AS owner FROM pg_database WHERE datname = '${other}'`,
    );
    assert.deepEqual(rows, [{ owner: escapeIdentifier(former) }]);
    const members = await databases.cloudSql.asApi(
      name,
      `SELECT FROM pg_auth_members WHERE roleid = '"${former}"'::regrole AND member = '"${runner}"'::regrole`,
    );
    assert.equal(members.rowCount, 0, "what was lent to take them over is given back");
  });

  it("names what it may not take over, does the rest, and is done once its owners have run it", async () => {
    const name = await databases.empty();
    const formers = [databases.login("ada"), databases.login("iam")];
    for (const former of formers) {
      await databases.cloudSql.builtIn(former);
      await databases.cloudSql.query(
        { user: former, database: name },
        `CREATE SCHEMA ${escapeIdentifier(former)}; CREATE TABLE ${escapeIdentifier(former)}.image (tag text)`,
      );
    }
    await databases.asAdministrator(name, "CREATE TABLE image (tag text)");
    // Before 16 who may make roles may grant any; from then on only those that it was given with ADMIN.
    if (databases.version >= 16) {
      for (const [who, left] of [
        [runner, formers],
        [formers[0], formers.slice(1)],
      ] as const)
        await assert.rejects(databases.cloudSql.runScript(name, who), {
          message: [
            `not all of database ${name} belongs to ${name}_owner yet; the rest is done:`,
            ...left.map((former) => `schema "${former}" belongs to ${former}`),
            ...left.map((former) => `table "${former}".image belongs to ${former}`),
          ].join("\n"),
          hint: "Run this again logged in as each of these owners, a member of cloudsqlsuperuser for the while.",
        });
      await databases.cloudSql.runScript(name, formers[1]);
    }
    await databases.cloudSql.runScript(name);
    const reader = await databases.workload("registry", name, "readonly");
    for (const table of ["image", ...formers.map((former) => `"${former}".image`)])
      await reader.query(`SELECT * FROM ${table}`);
  });

  it("says how to take over a database that is not the administrator's", async () => {
    const former = databases.login("ada-of");
    await databases.cloudSql.builtIn(former);
    const name = await databases.empty(former);
    await assert.rejects(databases.cloudSql.runScript(name), {
      message: `database ${name} belongs to ${former}, and ${runner} may not take it`,
      hint: `As ${former}, a member of cloudsqlsuperuser: ALTER DATABASE "${name}" OWNER TO cloudsqlsuperuser`,
    });
    await databases.cloudSql.query(
      { user: former, database: name },
      `ALTER DATABASE "${name}" OWNER TO cloudsqlsuperuser`,
    );
    await databases.cloudSql.runScript(name);
    const another = await databases.empty(former);
    await databases.cloudSql.runScript(another, former);
  });

  it("names logins that are members of the owner itself", async () => {
    const { name, roles } = await databases.withLevels();
    const user = databases.login("short-cut");
    await databases.cloudSql.login(user, roles.owner);
    await assert.rejects(databases.cloudSql.runScript(name), {
      message: `what these make in database ${name} would be their own; the rest is done:\n${user} is a member of ${roles.owner} itself`,
      hint: `Make them members of ${roles.migrator} instead.`,
    });
  });

  it("refuses to make a role of a login, a name that does not fit, and a login that is no administrator", async () => {
    const name = await databases.empty();
    await databases.cloudSql.login(rolesOf(name).readwrite);
    await assert.rejects(databases.cloudSql.runScript(name), /role catalog-\d+_readwrite exists and can log in/);
    const long = "x".repeat(54);
    await databases.cloudSql.database(long);
    await assert.rejects(databases.cloudSql.runScript(long), /database name x+ is too long/);
    await databases.cloudSql.database("x".repeat(53));
    await databases.cloudSql.runScript("x".repeat(53));
    const user = databases.login("reader");
    await databases.cloudSql.login(user);
    await denied(databases.cloudSql.runScript(await databases.empty(), user), /to set role/);
  });

  it("runs while the database is in use: neither waits for the other", async () => {
    const { name, writer, owner, reader } = await databases.withLevels();
    const busy = await databases.cloudSql.server.connect({ user: writer.user, database: name });
    try {
      await busy.query("BEGIN; SELECT * FROM image; UPDATE image SET tag = 'b'");
      await owner.query(`GRANT INSERT ON image TO PUBLIC`); // so that there is something to do with that table
      await databases.cloudSql.runScript(name);
      assert.deepEqual(await tags(reader), ["a"]);
      await busy.query("COMMIT");
    } finally {
      await busy.end();
    }
    assert.deepEqual(await tags(reader), ["b"]);
  });

  it("several runs at a time, while migrations go on, end well", async () => {
    const { name, owner, reader } = await databases.withLevels();
    const migrations = async () => {
      for (let i = 0; i < 20; i++)
        await owner.query(`DROP TABLE IF EXISTS t; CREATE TABLE t (); CREATE TABLE t${i} ()`);
    };
    await Promise.all([...Array.from({ length: 4 }, () => databases.cloudSql.runScript(name)), migrations()]);
    await reader.query("SELECT * FROM t19");
  });

  it("gives up soon, and changes nothing, where a thing to be taken over is in use for long", async () => {
    const name = await databases.empty();
    await databases.asAdministrator(name, "CREATE TABLE image (tag text)");
    const first = await snapshot(name, { writes: true });
    const busy = await databases.cloudSql.server.connect({
      user: runner,
      database: name,
      options: `-c role=${administrator}`,
    });
    try {
      await busy.query("BEGIN; SELECT * FROM image");
      await assert.rejects(databases.cloudSql.runScript(name), { code: "55P03" });
    } finally {
      await busy.end();
    }
    assert.deepEqual(await snapshot(name, { writes: true }), first);
  });

  it("psql runs it as it stands, and leaves with an error where it fails", async function () {
    if (spawnSync("psql", ["--version"]).status !== 0) {
      console.log("      skipped: no psql on PATH; the other tests run the same text through a plain client");
      this.skip();
    }
    const { name, roles } = await databases.withLevels();
    const first = await snapshot(name, { writes: true });
    const psql = () =>
      execFileSync("psql", ["-X", "-v", "ON_ERROR_STOP=1", "-d", name, "-f", script], {
        env: { PATH: process.env.PATH, PGHOST: databases.cloudSql.server.host, PGUSER: runner },
        encoding: "utf8",
        stdio: "pipe",
      });
    psql();
    assert.deepEqual(await snapshot(name, { writes: true }), first);
    await databases.cloudSql.login(databases.login("psql"), roles.owner);
    assert.throws(psql, { status: 3, stderr: /is a member of catalog-\d+_owner itself/ });
  });
});
