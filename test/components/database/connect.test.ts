import assert from "node:assert/strict";
import { type Database, type Environment, Job, type Level, Service } from "../../../components";
import { type Declared, developer, environmentOf, image, ofType, one, production } from "../../support/declare";
import { mistakesOf } from "../../support/refusals";
import { inTurn, serviceType, variablesOf } from "../../support/workloads";
import { declareDatabase, memberType, migrations, userType } from "./declare-database";

/** A service that connects so. */
const connecting =
  (access: Parameters<Database["connect"]>[0], name = "registry") =>
  (catalog: Database, environment: Environment) =>
    void new Service(name, { environment, image, can: [catalog.connect(access)] });

const variables = (declared: readonly Declared[], region = "europe-west1") =>
  variablesOf(one(declared, serviceType, `registry/${region}`));

describe("database.connect()", () => {
  it("makes a login for the caller's account, without a password, named as Postgres has room for", async () => {
    const declared = await declareDatabase({}, developer, connecting("readonly"));
    const { inputs, parent, deletedWith } = one(declared, userType, "registry/connect/catalog");
    assert.deepEqual(inputs, {
      project: "registry-dev-ada",
      instance: "catalog-c0ffee",
      type: "CLOUD_IAM_SERVICE_ACCOUNT",
      name: "run-registry@project.iam",
      databaseRoles: ["catalog_readonly"],
    });
    assert.deepEqual([parent, deletedWith], ["registry", "catalog"]);
  });

  it("grants client and instanceUser on this instance alone", async () => {
    const declared = await declareDatabase({}, developer, connecting("owner"));
    const grants = ofType(declared, memberType).filter(({ name }) => name.startsWith("registry/connect/"));
    const condition = {
      title: "only catalog",
      expression:
        'resource.service == "sqladmin.googleapis.com" && ' +
        'resource.name == "projects/registry-dev-ada/instances/catalog-c0ffee"',
    };
    const member = "serviceAccount:run-registry@project.iam.gserviceaccount.com";
    assert.deepEqual(
      grants.map(({ name, inputs }) => [name, inputs]),
      ["client", "instanceUser"].map((role, i) => [
        `registry/connect/catalog/${["client", "login"][i]}`,
        { project: "registry-dev-ada", role: `roles/cloudsql.${role}`, member, condition },
      ]),
    );
  });

  it("each level is one role and the options that go with it", async () => {
    const levels: Level[] = ["readonly", "readwrite", "owner"];
    const given = await inTurn(levels, async (level) => {
      const declared = await declareDatabase({}, developer, connecting(level));
      const { databaseRoles } = one(declared, userType, "registry/connect/catalog").inputs;
      return [level, databaseRoles, variables(declared).CATALOG_OPTIONS];
    });
    assert.deepEqual(given, [
      ["readonly", ["catalog_readonly"], "-c default_transaction_read_only=on"],
      ["readwrite", ["catalog_readwrite"], undefined],
      ["owner", ["catalog_migrator"], "-c role=catalog_owner"],
    ]);
  });

  it("gives a connector's instance, the database, the user and the options, and no address", async () => {
    assert.deepEqual(variables(await declareDatabase({}, developer, connecting("readonly"))), {
      CATALOG_DATABASE: "catalog",
      CATALOG_INSTANCE: "registry-dev-ada:europe-west1:catalog-c0ffee",
      CATALOG_OPTIONS: "-c default_transaction_read_only=on",
      CATALOG_USER: "run-registry@project.iam",
    });
  });

  it("several databases: a role and variables for each, in one login", async () => {
    const databases = ["images", "audit-log"] as const;
    const access = { images: "readonly", "audit-log": "owner" } as const;
    const declared = await declareDatabase({ databases }, developer, connecting(access));
    assert.deepEqual(one(declared, userType, "registry/connect/catalog").inputs.databaseRoles, [
      "images_readonly",
      "audit-log_migrator",
    ]);
    assert.deepEqual(variables(declared), {
      CATALOG_AUDIT_LOG_DATABASE: "audit-log",
      CATALOG_AUDIT_LOG_OPTIONS: "-c role=audit-log_owner",
      CATALOG_IMAGES_DATABASE: "images",
      CATALOG_IMAGES_OPTIONS: "-c default_transaction_read_only=on",
      CATALOG_INSTANCE: "registry-dev-ada:europe-west1:catalog-c0ffee",
      CATALOG_USER: "run-registry@project.iam",
    });
  });

  it("a level alone means the first database", async () => {
    const declared = await declareDatabase({ databases: ["images", "audit"] }, developer, connecting("readwrite"));
    assert.equal(variables(declared).CATALOG_DATABASE, "images");
  });

  it("who only reads is answered by the nearest copy, who writes by the primary", async () => {
    const instances = async (level: Level) => {
      const args = { replicas: ["us-east4"] } as const;
      const declared = await declareDatabase(args, production, connecting(level));
      return production.regions.map((region) => variables(declared, region).CATALOG_INSTANCE);
    };
    const primary = "registry-prod:europe-west1:catalog-c0ffee";
    const replica = "registry-prod:us-east4:catalog-us-east4-c0ffee";
    // Tokyo is nearer to Belgium than to Virginia.
    assert.deepEqual(await instances("readonly"), [primary, replica, primary]);
    assert.deepEqual(await instances("readwrite"), [primary, primary, primary]);
    assert.deepEqual(await instances("owner"), [primary, primary, primary]);
  });

  it("a grant is on the instances that may answer, the copies too for who only reads", async () => {
    const expression = async (level: Level) => {
      const declared = await declareDatabase({ replicas: ["us-east4"] }, production, connecting(level));
      const type = "gcp:projects/iAMMember:IAMMember";
      return one(declared, type, "registry/connect/catalog/login").inputs.condition.expression as string;
    };
    assert.match(
      await expression("readonly"),
      / && \(resource\.name == "projects\/registry-prod\/instances\/catalog-c0ffee" \|\| resource\.name == "projects\/registry-prod\/instances\/catalog-us-east4-c0ffee"\)$/,
    );
    assert.match(
      await expression("owner"),
      / && resource\.name == "projects\/registry-prod\/instances\/catalog-c0ffee"$/,
    );
  });

  it("one database that is written sends all of a login to the primary", async () => {
    const args = { databases: ["images", "audit"], replicas: ["us-east4"] } as const;
    const access = { images: "readonly", audit: "readwrite" } as const;
    const declared = await declareDatabase(args, production, connecting(access));
    assert.equal(variables(declared, "us-east4").CATALOG_INSTANCE, "registry-prod:europe-west1:catalog-c0ffee");
  });

  it("a service and a job of one name are two logins", async () => {
    const declared = await declareDatabase({}, developer, (catalog, environment) => {
      new Service("iam", { environment, image, can: [catalog.connect("readonly")] });
      new Job("iam", { environment, image, can: [catalog.connect("owner")] });
    });
    const logins = ofType(declared, userType).filter(({ name }) => name === "iam/connect/catalog");
    assert.deepEqual(logins.map(({ inputs }) => inputs.name).sort(), ["job-iam@project.iam", "run-iam@project.iam"]);
  });

  it("a login waits for the roles; who connects waits for its login, its rights and the migrations", async () => {
    const declared = await declareDatabase({ migrations }, developer, connecting("readonly"));
    const login = one(declared, userType, "registry/connect/catalog");
    assert.ok(login.dependsOn.includes("catalog-roles/europe-west1"));
    assert.ok(!login.dependsOn.includes("catalog-migrations/europe-west1"));
    const { dependsOn } = one(declared, serviceType, "registry/europe-west1");
    for (const needed of [
      "registry/connect/catalog",
      "registry/connect/catalog/client",
      "registry/connect/catalog/login",
      "catalog-migrations/europe-west1",
    ])
      assert.ok(dependsOn.includes(needed), needed);
  });
});

describe("database.connect() that is given nonsense", () => {
  let catalog: Database<"images" | "audit">;
  before(async () => {
    await declareDatabase({ databases: ["images", "audit"] }, developer, (made) => {
      catalog = made as unknown as Database<"images" | "audit">;
    });
  });

  it("refuses a level, a database that is none, and no database, each at its place", () => {
    const connect = (access: unknown) => mistakesOf(() => catalog.connect(access as Level));
    assert.deepEqual(connect("admin"), ['connect: "admin" is not among readonly, readwrite, owner']);
    assert.deepEqual(connect({}), ["connect: names no database; leave it out of can"]);
    assert.deepEqual(connect({ images: "root", users: "readonly" }), [
      'connect.images: "root" is not among readonly, readwrite, owner',
      "connect.users: is no database of this instance; there are images, audit",
    ]);
  });

  it("connecting twice in one list: refused, since a login has one set of roles", async () => {
    const environment = await environmentOf(developer);
    const can = [catalog.connect("readonly"), catalog.connect({ audit: "owner" }).as("OTHER")];
    const refused = mistakesOf(() => new Service("registry", { environment, image, can }));
    assert.deepEqual(refused, ["can[1]: repeats can[0], connect database catalog; list it once"]);
  });
});
