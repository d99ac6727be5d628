import assert from "node:assert/strict";
import { Database, type DatabaseArgs, type Environment } from "../../../components";
import { developer, environmentOf, ofType, production } from "../../support/declare";
import { itRefuses, mistakesOf, type Refusal } from "../../support/refusals";
import { declareDatabase, images, migrations } from "./declare-database";

describe("a Database that is given nonsense", () => {
  let environment: Environment;
  before(async () => {
    environment = await environmentOf(production);
  });
  const replica = "us-east4";
  const refusals: Refusal<DatabaseArgs>[] = [
    ["a version that is none", { version: "9" }, 'version: "9" is not among 15, 16, 17, 18'],
    ["a size that is none", { size: "huge" }, 'size: "huge" is neither micro, small nor { cpu, memory }'],
    [
      "an odd number of cores",
      { size: { cpu: 3, memory: "8Gi" } },
      "size.cpu: 3 is neither 1 nor an even number up to 96",
    ],
    ["a disk that is too small", { disk: 9 }, "disk: 9 is not a whole number of gigabytes from 10 to 65536"],
    ["a disk that is too large", { disk: 65537 }, "disk: 65537 is not a whole number of gigabytes from 10 to 65536"],
    ["half a gigabyte", { disk: 10.5 }, "disk: 10.5 is not a whole number of gigabytes from 10 to 65536"],
    ["a replica at home", { replicas: ["europe-west1"] }, "replicas[0]: europe-west1 is home, where the primary is"],
    [
      "a replica where nothing runs",
      { replicas: ["us-west1"] },
      'replicas[0]: "us-west1" is not among the regions europe-west1, us-east4, asia-northeast1',
    ],
    ["a replica twice", { replicas: [replica, replica] }, "replicas[1]: us-east4 is listed twice"],
    ["a database twice", { databases: ["a", "a"] }, "databases[1]: a is listed twice"],
    ["a database of Postgres' own", { databases: ["postgres"] }, "databases[0]: postgres is Postgres' own"],
    ["a database in quotes", { databases: ["it's"] }, 'databases[0]: "it\'s" has more than letters, digits, _ and -'],
    [
      "a database of a role's prefix",
      { databases: ["pg_a"] },
      /^databases\[0\]: "pg_a" begins with pg_, which Postgres/,
    ],
    [
      "a database with a long name",
      { databases: ["a".repeat(54)] },
      /^databases\[0\]: "a{54}" has 54 bytes; 1 to 53 are/,
    ],
    [
      "two databases with one set of variables",
      { databases: ["audit-log", "audit_log"] },
      "databases[1]: audit_log and audit-log would share variables, …_AUDIT_LOG_DATABASE",
    ],
    ["an eighth day", { maintenance: { day: 8, hour: 3 } }, "maintenance.day: 8 is not between 1, Monday, and 7"],
    ["a 25th hour", { maintenance: { day: 1, hour: 24 } }, "maintenance.hour: 24 is not between 0 and 23"],
    [
      "a flag that every instance has",
      { flags: { log_connections: "off" } },
      "flags.log_connections: is on on every instance; leave it out",
    ],
    [
      "sleep in production",
      { sleep: { schedule: "0 19 * * *" } },
      "sleep: databases of a production environment do not sleep; leave it out",
    ],
    [
      "an image by tag in production",
      { images: { ...images, psql: "postgres:17-alpine" } },
      /^images\.psql: postgres:17-alpine is not pinned by digest/,
    ],
    [
      "to be adopted and named",
      { adopt: "catalog-old", instanceName: "catalog-old" },
      "instanceName: excludes adopt: an instance is adopted, named or copied",
    ],
    [
      "to be adopted and copied",
      { adopt: "catalog-old", copyOf: { instance: "catalog-older" } },
      "copyOf: excludes adopt: an instance is adopted, named or copied",
    ],
    [
      "to be adopted and replicated",
      { adopt: "catalog-old", replicas: [replica] },
      "replicas: comes later: first adopt the instance as it is, and bring it up",
    ],
    [
      "to be adopted and migrated",
      { adopt: "catalog-old", migrations },
      "migrations: comes later: first adopt the instance as it is, and bring it up",
    ],
    ["an instance that is none", { adopt: "Catalog" }, 'adopt: "Catalog" is not the name of an instance'],
    [
      "a moment that is none",
      { copyOf: { instance: "catalog-old", at: "yesterday" } },
      'copyOf.at: "yesterday" is not a time in UTC, such as 2026-11-27T10:00:00Z',
    ],
    [
      "a moment that never was",
      { copyOf: { instance: "catalog-old", at: "2026-13-27T10:00:00Z" } },
      /^copyOf\.at: "2026-13-27T10:00:00Z" is not a time in UTC/,
    ],
    [
      "a transform of its name",
      { transform: { instance: { name: "x" } } },
      "transform.instance.name: is what others were told; change what it follows from",
    ],
    ["a transform of its place", { transform: { instance: { region: "x" } } }, /^transform\.instance\.region: is what/],
  ];
  itRefuses(refusals, (change) => new Database("catalog", { environment, images, ...change }));

  it("refuses a replica in a developer's environment, which has no backups", async () => {
    const args = { environment: await environmentOf({ ...developer, regions: ["europe-west1", replica] }), images };
    assert.deepEqual(
      mistakesOf(() => new Database("catalog", { ...args, replicas: [replica] })),
      ["replicas: a developer environment's databases have no backups, and what has none cannot be replicated"],
    );
  });

  it("refuses a schedule of sleep that is none", async () => {
    const args = { environment: await environmentOf(developer), images };
    const sleep = { schedule: "at night", timeZone: "Brussels" };
    assert.deepEqual(
      mistakesOf(() => new Database("catalog", { ...args, sleep })).map((mistake) => mistake.split(":")[0]),
      ["sleep.schedule", "sleep.timeZone"],
    );
  });

  it("refuses a project whose accounts' names Postgres would cut", async () => {
    const long = await environmentOf({ ...developer, project: "registry-dev-ada-lovelace-one" });
    assert.deepEqual(
      mistakesOf(() => new Database("catalog", { environment: long, images })),
      [
        "environment: its project registry-dev-ada-lovelace-one has more than 28 characters, which leaves no room for " +
          "logins of its accounts",
      ],
    );
    const longest = await environmentOf({ ...developer, project: "registry-dev-ada-lovelace-on" });
    const others = mistakesOf(() => new Database("Catalog", { environment: longest, images }));
    assert.deepEqual(
      others.map((mistake) => mistake.split(":")[0]),
      ["name"],
    );
  });

  it("tells all mistakes at once, before anything is made", async () => {
    const declared = await declareDatabase({}, production, (_, made) => {
      const bad = { environment: made, images, version: "9", disk: 1, replicas: ["europe-west1"], size: "huge" };
      const mistakes = mistakesOf(() => new Database("Other", bad as never));
      assert.deepEqual(
        mistakes.map((mistake) => mistake.split(":")[0]),
        ["name", "version", "size", "disk", "replicas[0]"],
      );
    });
    assert.deepEqual(
      ofType(declared, "flotilla:data:Database").map(({ name }) => name),
      ["catalog"],
    );
  });
});
