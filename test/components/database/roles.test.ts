import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { accessOf, databaseNameMistakes, rolesOf } from "../../../components/data/database/roles";
import { script } from "./cloud-sql";

describe("roles of a database", () => {
  it("are named after it, and are those that the script makes", () => {
    assert.deepEqual(rolesOf("catalog"), {
      readonly: "catalog_readonly",
      readwrite: "catalog_readwrite",
      owner: "catalog_owner",
      migrator: "catalog_migrator",
    });
    assert.match(readFileSync(script, "utf8"), /ARRAY\['readonly', 'readwrite', 'owner', 'migrator'\]/);
  });

  it("a login's level is one role, and the options it connects with", () => {
    assert.deepEqual(accessOf("catalog", "readonly"), {
      role: "catalog_readonly",
      options: "-c default_transaction_read_only=on",
    });
    assert.deepEqual(accessOf("catalog", "readwrite"), { role: "catalog_readwrite", options: "" });
    assert.deepEqual(accessOf("catalog", "owner"), { role: "catalog_migrator", options: "-c role=catalog_owner" });
    assert.equal(accessOf("my catalog", "owner").options, "-c role=my\\ catalog_owner");
  });

  it("a name that Postgres would cut or keeps for itself is refused, counted in bytes", () => {
    assert.deepEqual(databaseNameMistakes("name", "x".repeat(53)), []);
    assert.deepEqual(databaseNameMistakes("name", "é".repeat(27)), [
      {
        propertyPath: "name",
        reason: `"${"é".repeat(27)}" has 54 bytes; 1 to 53 are possible, as a role is named after it: …_readwrite`,
      },
    ]);
    assert.equal(databaseNameMistakes("name", "pg_catalog").length, 1);
    assert.equal(databaseNameMistakes("name", "").length, 1);
    assert.throws(() => rolesOf("x".repeat(54)), RangeError);
  });
});
