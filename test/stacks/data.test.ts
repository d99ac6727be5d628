import assert from "node:assert/strict";
import { Bucket, Database, type DatabaseArgs, EncryptionKey, Environment, Job, SigningKey } from "../../components";
import { developer, production } from "../support/declare";
import { TestStack } from "../support/stack";

const image = `europe-docker.pkg.dev/registry-shared/images/tool@sha256:${"ab".repeat(32)}`;

interface Change {
  database?: Partial<DatabaseArgs>;
  bucket?: object;
  rotation?: "30d" | "90d";
  versions?: [string, ...string[]];
}

/** Every data component, in production; `change` is what is another this time. */
const platform =
  ({ database = {}, bucket = {}, rotation = "90d", versions = ["1"] }: Change = {}) =>
  () => {
    const environment = new Environment("environment", production);
    new Database("catalog", { environment, images: { psql: image, proxy: image }, ...database } as DatabaseArgs);
    new Bucket("layers", { environment, ...bucket });
    new EncryptionKey("exports", { environment, rotation });
    new SigningKey("signing", { environment, versions, signing: versions[0] });
    return {};
  };

/** A stack of production that is up, with what is to be another in it. */
async function changed(change: Change): Promise<TestStack> {
  const stack = new TestStack("prod");
  stack.program = platform();
  const { outcome, errors } = await stack.up();
  assert.equal(outcome, "succeeded", errors);
  stack.program = platform(change);
  return stack;
}

describe("what holds data in production", () => {
  const harmless: Record<string, [Change, RegExp[]]> = {
    "a greater size": [
      { database: { size: { cpu: 4, memory: "16Gi" } } },
      [/^update gcp:sql\/databaseInstance:DatabaseInstance catalog$/],
    ],
    "another maintenance window": [
      { database: { maintenance: { day: 1, hour: 4 } } },
      [/^update gcp:sql\/databaseInstance:DatabaseInstance catalog$/],
    ],
    "one more flag": [
      { database: { flags: { work_mem: "65536" } } },
      [/^update gcp:sql\/databaseInstance:DatabaseInstance catalog$/],
    ],
    "a greater version": [
      { database: { version: "18" } },
      [/^update gcp:sql\/databaseInstance:DatabaseInstance catalog$/],
    ],
    "a replica": [
      { database: { replicas: ["us-east4"] } },
      [
        /^update gcp:sql\/databaseInstance:DatabaseInstance catalog$/, // upgrades will take the replica along
        /^create random:index\/randomId:RandomId catalog\/us-east4$/,
        /^create gcp:sql\/databaseInstance:DatabaseInstance catalog\/us-east4$/,
      ],
    ],
    "another lifecycle": [
      { bucket: { lifecycle: [{ id: "old", deleteAfter: "365d" }] } },
      [/^update cloudflare:index\/r2BucketLifecycle:R2BucketLifecycle layers\/lifecycle$/],
    ],
    "a web page that may read": [
      { bucket: { cors: [{ origins: ["https://app.example.dev"], methods: ["GET"] }] } },
      [/^create cloudflare:index\/r2BucketCors:R2BucketCors layers\/cors$/],
    ],
    "a shorter rotation": [{ rotation: "30d" }, [/^update gcp:kms\/cryptoKey:CryptoKey exports$/]],
    "one more version": [{ versions: ["1", "2"] }, [/^create gcp:kms\/cryptoKeyVersion:CryptoKeyVersion signing\/2$/]],
  };
  for (const [title, [change, expected]] of Object.entries(harmless))
    it(`${title}: exactly that changes, and nothing is replaced`, async () => {
      const stack = await changed(change);
      const { outcome, steps, errors } = await stack.preview();
      assert.equal(outcome, "succeeded", errors);
      for (const step of steps)
        assert.ok(
          expected.some((pattern) => pattern.test(step)),
          step,
        );
      assert.equal(steps.length, expected.length, steps.join("\n"));
    });

  const refused: Record<string, [Change, RegExp]> = {
    "another jurisdiction": [
      { bucket: { jurisdiction: "eu" } },
      /R2Bucket::layers is protected and cannot be replaced/,
    ],
    "a database less": [
      { database: { databases: ["audit"] } },
      /Database::catalog\/catalog is no longer in the program, and it is protected/,
    ],
  };
  for (const [title, [change, message]] of Object.entries(refused))
    it(`${title}: refused before anything is done`, async () => {
      const stack = await changed(change);
      const { outcome, changes, errors } = await stack.up();
      assert.equal(outcome, "failed");
      assert.match(errors, message);
      assert.deepEqual([changes.replace, changes.delete], [undefined, undefined]);
    });

  it("a lesser version: refused by Cloud SQL's own word", async () => {
    const stack = new TestStack("prod");
    stack.program = platform({ database: { version: "18" } });
    await stack.up();
    stack.program = platform();
    const { outcome, errors } = await stack.up();
    assert.equal(outcome, "failed");
    assert.match(errors, /cannot be changed from POSTGRES_18 to POSTGRES_17/);
  });
});

describe("a developer's database", () => {
  /** What its schedule does every evening. */
  async function sleep({ cloud }: TestStack): Promise<void> {
    const given = cloud.document("gcp:sql/databaseInstance:DatabaseInstance");
    const edited = structuredClone(given);
    Object.assign(edited.resources[0]?.properties.settings as object, { activationPolicy: "NEVER" });
    await cloud.edit(given, edited);
  }
  const program =
    (databases: [string, ...string[]], awake = false) =>
    () => {
      const environment = new Environment("environment", { ...developer, awake });
      new Database("catalog", { environment, databases, images: { psql: image, proxy: image } });
      return {};
    };

  it("asleep: an up that changes nothing in it goes well, and leaves it asleep", async () => {
    const stack = new TestStack("dev-ada");
    stack.program = program(["catalog"]);
    await stack.up();
    await sleep(stack);
    const { outcome, steps } = await stack.up();
    assert.deepEqual([outcome, steps], ["succeeded", []]);
  });

  it("asleep: an up that changes something in it says how to wake it", async () => {
    const stack = new TestStack("dev-ada");
    stack.program = program(["catalog"]);
    await stack.up();
    await sleep(stack);
    stack.program = program(["catalog", "audit"]);
    const { outcome, errors } = await stack.up();
    assert.equal(outcome, "failed");
    assert.match(errors, /instance is not running/);
    assert.match(errors, /the database catalog sleeps.*up --stack dev-ada --config flotilla:awake=true/s);

    stack.program = program(["catalog", "audit"], true);
    const woken = await stack.up();
    assert.equal(woken.outcome, "succeeded", woken.errors);
    assert.ok(woken.steps.includes("update gcp:sql/databaseInstance:DatabaseInstance catalog"));
  });

  it("asleep: goes with its environment all the same", async () => {
    const stack = new TestStack("dev-ada");
    stack.program = program(["catalog"]);
    await stack.up();
    await sleep(stack);
    const { outcome, errors } = await stack.destroy();
    assert.equal(outcome, "succeeded", errors);
  });
});

describe("a database's life", () => {
  type Declare = (environment: Environment) => void;
  const images = { psql: image, proxy: image };
  const inProduction = (declare: Declare) => () => {
    declare(new Environment("environment", production));
    return {};
  };
  /** What an up does after others: a step a line, sorted, without what random names are made of. */
  async function stepsAfter(earlier: Declare[], last: Declare, stack = new TestStack("prod")): Promise<string[]> {
    for (const declare of [...earlier, last]) {
      stack.program = inProduction(declare);
      const { outcome, errors, steps } = await stack.up();
      assert.equal(outcome, "succeeded", errors);
      if (declare === last) return steps.filter((step) => !/flotilla:|random:/.test(step)).sort();
    }
    return [];
  }
  const catalog = (environment: Environment, args: object = {}) =>
    new Database("catalog", { environment, images, ...args });
  const restored = (environment: Environment, from: Database) =>
    new Database("restored", {
      environment,
      images,
      databases: ["catalog"],
      copyOf: { instance: from, at: "2026-11-27T10:00:00Z" },
    });

  it("restore, first: a copy of that moment is made beside it, and nothing else is touched", async () => {
    const steps = await stepsAfter([(environment) => catalog(environment)], (environment) => {
      restored(environment, catalog(environment));
    });
    assert.deepEqual(
      steps.map((step) => step.replace(/^create gcp:/, "")),
      [
        "cloudrunv2/job:Job restored-roles/europe-west1",
        "projects/iAMMember:IAMMember restored-roles/connect/restored/client",
        "projects/iAMMember:IAMMember restored-roles/connect/restored/login",
        "projects/iAMMember:IAMMember restored-roles/observe",
        "serviceaccount/account:Account restored-roles",
        "sql/databaseInstance:DatabaseInstance restored",
        "sql/user:User restored-roles/connect/restored",
      ],
    );
  });

  it("restore, then: who connects is moved to the copy, one login each, and the damaged one stays", async () => {
    const job = (environment: Environment, database: Database, prefix?: "CATALOG") =>
      new Job("report", {
        environment,
        image,
        can: [prefix ? database.connect("readonly").as(prefix) : database.connect("readonly")],
      });
    const first: Declare = (environment) => job(environment, catalog(environment));
    const second: Declare = (environment) => {
      const damaged = catalog(environment);
      restored(environment, damaged);
      job(environment, damaged);
    };
    const steps = await stepsAfter([first, second], (environment) => {
      job(environment, restored(environment, catalog(environment)), "CATALOG");
    });
    assert.deepEqual(steps, [
      "create gcp:projects/iAMMember:IAMMember report/connect/restored/client",
      "create gcp:projects/iAMMember:IAMMember report/connect/restored/login",
      "create gcp:sql/user:User report/connect/restored",
      "delete gcp:projects/iAMMember:IAMMember report/connect/catalog/client",
      "delete gcp:projects/iAMMember:IAMMember report/connect/catalog/login",
      "delete gcp:sql/user:User report/connect/catalog",
      "update gcp:cloudrunv2/job:Job report/europe-west1",
    ]);
  });

  it("a greater version: the instance is upgraded in place, and its replicas with it", async () => {
    const replicas = ["us-east4"] as const;
    const steps = await stepsAfter([(environment) => catalog(environment, { replicas })], (environment) => {
      catalog(environment, { replicas, version: "18" });
    });
    assert.deepEqual(steps, ["update gcp:sql/databaseInstance:DatabaseInstance catalog"]);
  });

  it("adoption: taken over as it is, then brought into line by an update in place", async () => {
    const stack = new TestStack("prod");
    stack.program = inProduction(() => undefined);
    await stack.up();
    const nothing = stack.cloud.document();
    const { project, home: region } = production;
    const type = "gcp:sql/databaseInstance:DatabaseInstance";
    const old = {
      project,
      region,
      name: "registry-pg",
      databaseVersion: "POSTGRES_16",
      settings: { tier: "db-g1-small" },
    };
    const database = { project, instance: "registry-pg", name: "catalog" };
    await stack.cloud.edit(nothing, {
      ...nothing,
      resources: [
        ...nothing.resources,
        { type, properties: old },
        { type: "gcp:sql/database:Database", properties: database },
      ],
    });

    const adopted = await stepsAfter([], (environment) => catalog(environment, { adopt: "registry-pg" }), stack);
    assert.deepEqual(adopted, [
      "import gcp:sql/database:Database catalog/catalog",
      "import gcp:sql/databaseInstance:DatabaseInstance catalog",
    ]);
    const inLine = await stepsAfter([], (environment) => catalog(environment, { instanceName: "registry-pg" }), stack);
    assert.deepEqual(
      inLine.filter((step) => !step.startsWith("create ")),
      ["update gcp:sql/databaseInstance:DatabaseInstance catalog"],
    );
    assert.ok(inLine.includes("create gcp:cloudrunv2/job:Job catalog-roles/europe-west1"));
  });
});
