import assert from "node:assert/strict";
import { Database } from "../../../components";
import { declareIn, ofType, one, production } from "../../support/declare";
import { mistakesOf } from "../../support/refusals";
import { jobType } from "../../support/workloads";
import { databaseType, declareDatabase, images, instanceOf, instanceType, userType } from "./declare-database";

describe("a Database that begins as a copy", () => {
  it("of another of the environment: at a moment, with the databases that it has", async () => {
    const declared = await declareIn(production, (environment) => {
      const catalog = new Database("catalog", { environment, images });
      const copyOf = { instance: catalog, at: "2026-11-27T10:00:00Z" } as const;
      new Database("restored", { environment, images, databases: ["catalog"], copyOf });
    });
    const { inputs } = one(declared, instanceType, "restored");
    assert.deepEqual(
      [inputs.name, inputs.clone],
      ["restored-c0ffee", { sourceInstanceName: "catalog-c0ffee", pointInTime: "2026-11-27T10:00:00Z" }],
    );
    assert.deepEqual(
      ofType(declared, databaseType).map(({ name }) => name),
      ["catalog/catalog"],
    );
    one(declared, "gcp:cloudrunv2/job:Job", "restored-roles/europe-west1");
  });

  it("of an instance by its name, as it is now", async () => {
    const declared = await declareDatabase({ copyOf: { instance: "catalog-old" } });
    assert.deepEqual(instanceOf(declared).inputs.clone, { sourceInstanceName: "catalog-old" });
  });
});

describe("a Database that is adopted", () => {
  it("is imported by its name, with its databases, and nothing of it is changed", async () => {
    const declared = await declareDatabase({ adopt: "catalog-old", databases: ["images"] });
    const { inputs, importId, ignoreChanges } = instanceOf(declared);
    assert.deepEqual([inputs.name, importId], ["catalog-old", "projects/registry-dev-ada/instances/catalog-old"]);
    // All that it is given but what it is found by.
    const found = ["name", "project", "region"];
    const kept = Object.keys(inputs).filter((key) => !found.includes(key) && !ignoreChanges.includes(key));
    assert.deepEqual(kept, []);
    assert.equal(
      one(declared, databaseType, "catalog/images").importId,
      "projects/registry-dev-ada/instances/catalog-old/databases/images",
    );
  });

  it("by its name alone from then on: nothing is imported, and all of it follows the program", async () => {
    const declared = await declareDatabase({ instanceName: "catalog-old" }, production);
    const { inputs, importId, ignoreChanges } = instanceOf(declared);
    assert.deepEqual([inputs.name, importId, ignoreChanges], ["catalog-old", "", ["settings.diskSize"]]);
    assert.equal(one(declared, databaseType, "catalog/catalog").importId, "");
  });

  it("leaves its version and its protection as they are, and has no roles yet, since nobody may be able to log in", async () => {
    const declared = await declareDatabase({ adopt: "catalog-old" }, production);
    assert.deepEqual(instanceOf(declared).ignoreChanges, [
      "settings",
      "databaseVersion",
      "deletionProtection",
      "includeReplicasForMajorVersionUpgrade",
    ]);
    for (const type of [userType, jobType]) assert.deepEqual(ofType(declared, type), [], type);
  });

  it("cannot be connected to yet: refused, with what to say first", async () => {
    await declareDatabase({ adopt: "catalog-old" }, production, (catalog) => {
      assert.deepEqual(
        mistakesOf(() => catalog.connect("readonly")),
        ["connect: is not possible yet: first say instanceName in place of adopt, and bring it up"],
      );
    });
  });

  it("a name by chance is kept in the state where none is told, and there alone", async () => {
    const random = "random:index/randomId:RandomId";
    const digits = async (args: object) =>
      ofType(await declareDatabase(args), random).filter(({ parent }) => parent === "catalog").length;
    assert.deepEqual([await digits({}), await digits({ instanceName: "catalog-old" })], [1, 0]);
  });
});
