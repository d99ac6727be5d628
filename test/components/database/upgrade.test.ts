import { CloudSql, runner } from "./cloud-sql";
import { denied, skipWithout } from "./databases";

describe("levels of access across an upgrade from Postgres 15 to 18", () => {
  it("the script runs as before, though what made the roles was never given ADMIN on them", async function () {
    skipWithout(this, 15);
    skipWithout(this, 18);
    const [old, upgraded] = await Promise.all([CloudSql.start(15), CloudSql.start(18)]);
    try {
      await old.database("catalog");
      await old.runScript("catalog");
      // As pg_dumpall and thereby pg_upgrade carry roles over: without who granted a membership, which 15 did not keep well.
      const { rows } = await old.asApi(
        "postgres",
        `SELECT format('CREATE ROLE %I NOLOGIN %s', rolname, CASE WHEN rolinherit THEN 'INHERIT' ELSE 'NOINHERIT' END) AS statement
         FROM pg_roles WHERE rolname LIKE 'catalog%'
         UNION ALL
         SELECT format('GRANT %s TO %s', roleid::regrole, member::regrole) || CASE WHEN admin_option THEN ' WITH ADMIN OPTION' ELSE '' END
         FROM pg_auth_members WHERE roleid::regrole::text LIKE 'catalog%'
         ORDER BY 1`,
      );
      for (const { statement } of rows) await upgraded.asApi("postgres", statement);
      await upgraded.database("catalog", "catalog_owner");
      await upgraded.asApi("catalog", "SET ROLE catalog_owner; CREATE TABLE image (tag text)");
      await upgraded.runScript("catalog");
      await upgraded.runScript("catalog");
      const reader = await upgraded.workload("registry@registry-dev-ada.iam", "catalog", "readonly");
      await reader.query("SELECT * FROM image");
      const owner = await upgraded.workload("iam@registry-dev-ada.iam", "catalog", "owner");
      await owner.query("ALTER TABLE image ADD COLUMN size bigint");
      await denied(owner.withoutOptions("CREATE TABLE public.other ()"), /schema public/);
      await denied(
        upgraded.query({ user: runner, database: "catalog" }, "SELECT * FROM public.image"),
        /schema public/,
      );
    } finally {
      await Promise.all([old.stop(), upgraded.stop()]);
    }
  });
});
