import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { Database, type DatabaseArgs, EncryptionKey } from "../../../components";
import { type Declared, declareIn, developer, image, ofType, one, production } from "../../support/declare";
import { grantsIn, inTurn, jobType, templateOf, variablesOf } from "../../support/workloads";
import { script } from "./cloud-sql";
import { declareDatabase, images, migrations, userType } from "./declare-database";

const rolesJob = (declared: readonly Declared[]) => one(declared, jobType, "catalog-roles/europe-west1");

describe("the roles of a Database", () => {
  let declared: Declared[];
  before(async () => {
    declared = await declareDatabase({ databases: ["images", "audit"] });
  });

  it("are made by the whole of the script, which Cloud Run has room for, in every database", () => {
    const [psql] = templateOf(rolesJob(declared)).containers;
    const given = Object.fromEntries(psql.envs.map(({ name, value }: Record<string, string>) => [name, value]));
    assert.deepEqual(given, {
      DATABASES: "images audit",
      DATABASE_USER: "job-catalog-roles@project.iam",
      ROLES_SQL: readFileSync(script, "utf8"),
    });
    assert.ok(Buffer.byteLength(`ROLES_SQL=${given.ROLES_SQL}`) <= 32 * 1024);
    assert.match(psql.args[0], /for database in \$DATABASES/);
  });

  it("are made over the private address, once the proxy is there, with the images that were given", () => {
    const [psql, proxy] = templateOf(rolesJob(declared)).containers;
    assert.deepEqual([psql.image, proxy.image, psql.dependsOns], [images.psql, images.proxy, ["proxy"]]);
    for (const argument of ["--private-ip", "--auto-iam-authn", "registry-dev-ada:europe-west1:catalog-c0ffee"])
      assert.ok(proxy.args.includes(argument), argument);
    assert.deepEqual(proxy.startupProbe.httpGet, { path: "/startup", port: 9090 });
  });

  it("are made by an account that administers Postgres, which nothing else is", () => {
    assert.deepEqual(
      ofType(declared, userType).map(({ inputs }) => [inputs.name, inputs.databaseRoles]),
      [["job-catalog-roles@project.iam", ["cloudsqlsuperuser"]]],
    );
    assert.deepEqual(
      grantsIn(declared).filter((grant) => grant.startsWith("catalog-roles/")),
      ["client: roles/cloudsql.client", "login: roles/cloudsql.instanceUser"].map(
        (grant) => `catalog-roles/connect/catalog/${grant}`,
      ),
    );
  });

  it("are made after the databases", () => {
    const { dependsOn } = one(declared, userType, "catalog-roles/connect/catalog");
    for (const database of ["catalog/images", "catalog/audit"]) assert.ok(dependsOn.includes(database), database);
    assert.ok(rolesJob(declared).dependsOn.includes("catalog-roles/connect/catalog"));
  });

  it("are made anew when databases or images are others, and with nothing else", async () => {
    const tokenOf = async (args: Omit<Partial<DatabaseArgs>, "environment">): Promise<string> =>
      rolesJob(await declareDatabase(args, production)).inputs.runExecutionToken;
    const token = await tokenOf({});
    const psql = images.psql.replaceAll("12", "56");
    const same: Omit<Partial<DatabaseArgs>, "environment">[] = [
      { size: { cpu: 4, memory: "16Gi" }, disk: 20, flags: { work_mem: "8192" }, maintenance: { day: 1, hour: 1 } },
      { replicas: ["us-east4"], version: "18", migrations },
    ];
    const others: Omit<Partial<DatabaseArgs>, "environment">[] = [
      { databases: ["catalog", "audit"] },
      { images: { ...images, psql } },
      { images: { ...images, proxy: psql } },
      { instanceName: "catalog-old" },
    ];
    assert.deepEqual(await inTurn(same, tokenOf), [token, token]);
    const all = [token, ...(await inTurn(others, tokenOf))];
    assert.equal(new Set(all).size, all.length);
  });
});

describe("migrations of a Database", () => {
  it("run as the owner, on change, after the roles and before anyone else", async () => {
    const declared = await declareDatabase({ migrations });
    const job = one(declared, jobType, "catalog-migrations/europe-west1");
    assert.deepEqual(templateOf(job).containers[0].args, ["migrate"]);
    assert.match(job.inputs.runExecutionToken, /^[0-9a-f]{12}$/);
    assert.deepEqual(variablesOf(job), {
      CATALOG_DATABASE: "catalog",
      CATALOG_INSTANCE: "registry-dev-ada:europe-west1:catalog-c0ffee",
      CATALOG_OPTIONS: "-c role=catalog_owner",
      CATALOG_USER: "job-catalog-migrations@project.iam",
    });
    const login = one(declared, userType, "catalog-migrations/connect/catalog");
    assert.deepEqual(login.inputs.databaseRoles, ["catalog_migrator"]);
    assert.ok(login.dependsOn.includes("catalog-roles/europe-west1"));
    assert.ok(job.dependsOn.includes("catalog-migrations/connect/catalog"));
    assert.ok(!job.dependsOn.includes("catalog-migrations/europe-west1"));
  });

  it("can what they are given beside their connection", async () => {
    const declared = await declareIn(developer, (environment) => {
      const exports = new EncryptionKey("exports", { environment });
      new Database("catalog", { environment, images, migrations: { image, can: [exports.encrypt()] } });
    });
    const job = one(declared, jobType, "catalog-migrations/europe-west1");
    assert.equal(variablesOf(job).EXPORTS_KEY, "exports-id");
    assert.ok(job.dependsOn.includes("catalog-migrations/encrypt/exports"));
  });

  it("without them: no job but the roles'", async () => {
    assert.deepEqual(
      ofType(await declareDatabase(), jobType).map(({ name }) => name),
      ["catalog-roles/europe-west1"],
    );
  });
});
