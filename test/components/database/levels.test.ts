import assert from "node:assert/strict";
import { escapeIdentifier } from "pg";
import { accessOf } from "../../../components/data/database/roles";
import { administrator, runner } from "./cloud-sql";
import { type Databases, denied, onEachVersion, tags } from "./databases";

onEachVersion("levels of access", (databases) => {
  /** For what is refused, and so changes nothing. */
  let anyDatabase: Awaited<ReturnType<Databases["withLevels"]>>;
  before(async () => {
    anyDatabase = await databases.withLevels();
  });

  describe("readonly", () => {
    it("reads what was made before it was granted, and what is made after", async () => {
      const { owner, reader } = await databases.withLevels();
      assert.deepEqual(await tags(reader), ["a"]);
      await owner.query(`
        CREATE SCHEMA layers;
        CREATE FUNCTION layers.shout(word text) RETURNS text LANGUAGE sql RETURN upper(word);
        CREATE VIEW layers.loud AS SELECT layers.shout(tag) AS tag FROM image;
        CREATE MATERIALIZED VIEW layers.kept AS SELECT tag FROM image;
        CREATE TABLE layers.part (day date) PARTITION BY RANGE (day);
        CREATE SEQUENCE layers.counter`);
      for (const thing of ["layers.loud", "layers.kept", "layers.part", "layers.counter"])
        await reader.withoutOptions(`SELECT * FROM ${thing}`);
    });

    for (const [statement, about] of [
      ["INSERT INTO image (tag) VALUES ('b')", /table image/],
      ["UPDATE image SET tag = 'b'", /table image/],
      ["DELETE FROM image", /table image/],
      ["TRUNCATE image", /table image/],
      ["SELECT * FROM image FOR UPDATE", /table image/],
      ["SELECT nextval('image_id_seq')", /sequence image_id_seq/],
      ["CREATE TABLE other ()", /schema public/],
      ["CREATE TEMPORARY TABLE other ()", /temporary tables/],
      ["CREATE FUNCTION one() RETURNS integer LANGUAGE sql RETURN 1", /schema public/],
      ["CREATE SCHEMA other", /database catalog-/],
    ] as const)
      it(`cannot, whatever its options: ${statement}`, async () => {
        const { reader } = anyDatabase;
        await denied(reader.withoutOptions(statement), about);
        assert.deepEqual(await tags(reader), ["a"]);
      });

    it("has read-only transactions by its options: no function that lends rights makes it write by mistake", async () => {
      const { owner, reader } = await databases.withLevels();
      await owner.query(
        "CREATE FUNCTION add() RETURNS void LANGUAGE sql SECURITY DEFINER AS $$INSERT INTO image (tag) VALUES ('b')$$",
      );
      await assert.rejects(reader.query("SELECT add()"), /read-only transaction/);
    });
  });

  describe("readwrite", () => {
    it("writes rows, and what numbers them", async () => {
      const { owner, writer, reader } = await databases.withLevels();
      await owner.query("CREATE TABLE layer (id bigint GENERATED ALWAYS AS IDENTITY, digest text UNIQUE)");
      await writer.query("INSERT INTO image (tag) VALUES ('b'), ('c')");
      await writer.query("UPDATE image SET tag = 'd' WHERE tag = 'b'; DELETE FROM image WHERE tag = 'c'");
      await writer.query("INSERT INTO layer (digest) VALUES ('x') ON CONFLICT (digest) DO UPDATE SET digest = 'y'");
      await writer.query("SELECT * FROM layer FOR UPDATE");
      assert.deepEqual(await tags(reader), ["a", "d"]);
    });

    for (const [statement, about] of [
      ["ALTER TABLE image ADD COLUMN size integer", /must be owner of table image/],
      ["DROP TABLE image", /must be owner of table image/],
      ["TRUNCATE image", /table image/],
      ["CREATE INDEX ON image (tag)", /must be owner of table image/],
      ["CREATE TABLE other ()", /schema public/],
      ["CREATE TEMPORARY TABLE other ()", /temporary tables/],
      ["CREATE SCHEMA other", /database catalog-/],
      ["SELECT setval('image_id_seq', 1)", /sequence image_id_seq/],
      ["CREATE TRIGGER t AFTER INSERT ON image EXECUTE FUNCTION suppress_redundant_updates_trigger()", /table image/],
    ] as const)
      it(`cannot: ${statement}`, async () => {
        const { writer } = anyDatabase;
        await denied(writer.query(statement), about);
      });

    it("cannot grant what it has, nor become the owner", async () => {
      const { writer, reader, roles } = await databases.withLevels();
      // Without a grant option Postgres only warns, and grants nothing.
      await writer.query(`GRANT INSERT ON image TO ${escapeIdentifier(roles.readonly)}`);
      await denied(reader.withoutOptions("INSERT INTO image (tag) VALUES ('b')"), /table image/);
      await denied(writer.query(`SET ROLE ${escapeIdentifier(roles.owner)}`), /to set role/);
    });
  });

  describe("owner", () => {
    it("without SET ROLE can do nothing: a migration that forgets it fails at once", async () => {
      const { owner } = await databases.withLevels();
      await assert.rejects(owner.withoutOptions("CREATE TABLE other ()"), /no schema has been selected to create in/);
      await denied(owner.withoutOptions("CREATE TABLE public.other ()"), /schema public/);
      await denied(owner.withoutOptions("CREATE TEMPORARY TABLE other ()"), /temporary tables/);
      await denied(owner.withoutOptions("CREATE SCHEMA other"), /database catalog-/);
      await denied(owner.withoutOptions("SELECT * FROM public.image"), /schema public/);
    });

    it("what one migration makes, another login's migration alters and drops", async () => {
      const { name, owner } = await databases.withLevels();
      await owner.query("CREATE TABLE layer (digest text); CREATE TYPE state AS ENUM ('new')");
      const next = await databases.workload("audit", name, "owner");
      await next.query("ALTER TABLE layer ADD COLUMN size bigint; ALTER TYPE state ADD VALUE 'old'");
      await next.query("DROP TABLE layer; DROP TYPE state");
    });

    it("what a migration makes is readable and writable at once, by who had a level already", async () => {
      const { owner, reader, writer } = await databases.withLevels();
      await owner.query("CREATE SCHEMA other; CREATE TABLE other.layer (id serial, digest text)");
      await writer.query("INSERT INTO other.layer (digest) VALUES ('x')");
      assert.equal((await reader.query("SELECT * FROM other.layer")).rowCount, 1);
      await denied(writer.query("ALTER TABLE other.layer ADD COLUMN size bigint"), /must be owner/);
    });
  });

  describe("logins", () => {
    it("no level, no connection", async () => {
      const { name } = await databases.withLevels();
      const user = databases.login("nobody");
      await databases.cloudSql.login(user);
      await denied(databases.cloudSql.query({ user, database: name }, "SELECT 1"), /permission denied for database/);
    });

    it("the levels of one database give nothing in another", async () => {
      const first = await databases.withLevels();
      const second = await databases.withLevels();
      for (const { user } of [first.owner, first.writer, first.reader]) {
        await denied(
          databases.cloudSql.query({ user, database: second.name }, "SELECT 1"),
          /permission denied for database/,
        );
        const options = accessOf(second.name, "owner").options;
        await denied(databases.cloudSql.query({ user, database: first.name, options }, "SELECT 1"), /to set role/);
      }
    });

    it("a lowered level loses its rights, step by step", async () => {
      const { name, owner, roles } = await databases.withLevels();
      const as = (options = "") => ({ user: owner.user, database: name, options });
      await databases.cloudSql.setRoles(owner.user, roles.readwrite);
      await denied(owner.query("SELECT 1"), /to set role/);
      await databases.cloudSql.query(as(), "INSERT INTO image (tag) VALUES ('b')");
      await databases.cloudSql.setRoles(owner.user, roles.readonly);
      await denied(databases.cloudSql.query(as(), "INSERT INTO image (tag) VALUES ('c')"), /table image/);
      await databases.cloudSql.query(as(), "SELECT * FROM image");
      await databases.cloudSql.setRoles(owner.user);
      await denied(databases.cloudSql.query(as(), "SELECT 1"), /permission denied for database/);
    });

    it("a level is raised by another role, with nothing to run in the database", async () => {
      const { reader, roles } = await databases.withLevels();
      await databases.cloudSql.setRoles(reader.user, roles.readwrite);
      await reader.withoutOptions("INSERT INTO image (tag) VALUES ('b')");
    });

    it("an administrator runs the script and owns nothing: neither it nor its role can make anything", async () => {
      const { name } = await databases.withLevels();
      await denied(
        databases.cloudSql.query({ user: runner, database: name }, "CREATE TABLE public.other ()"),
        /schema public/,
      );
      await denied(
        databases.cloudSql.query(
          { user: runner, database: name, options: `-c role=${administrator}` },
          "CREATE SCHEMA other",
        ),
        /database catalog-/,
      );
    });
  });
});
