import assert from "node:assert/strict";
import { LocalCloud } from "../../../local";
import { resourceTypes } from "../../../local/cloud/catalogue";
import { durations, typicalDuration } from "../../../local/cloud/durations";

const operations = ["create", "update", "delete"] as const;

const entries = Object.entries(durations.types).flatMap(([type, of]) =>
  operations.map((operation) => ({ what: `${operation} ${type}`, entry: of[operation] })),
);

describe("typical durations", () => {
  it("catalogue: each type has them, and nothing else has", () => {
    assert.deepEqual(
      Object.keys(durations.types).sort(),
      resourceTypes()
        .map(({ token }) => token)
        .sort(),
    );
  });

  it("each is observed, with a source, or a guess, with a reason", () => {
    for (const { what, entry } of entries)
      if (typeof entry === "string") assert.ok(durations.guesses[entry]?.because, `${what}: ${entry}`);
      else {
        assert.ok(entry.length > 0, what);
        for (const [seconds, source] of entry) {
          assert.ok(seconds >= 0, what);
          assert.ok(durations.sources[source], `${what}: ${source}`);
        }
      }
  });

  it("sources and guesses: none is left over", () => {
    const sources = entries.flatMap(({ entry }) =>
      typeof entry === "string" ? [] : entry.map(([, source]) => source),
    );
    assert.deepEqual([...new Set(sources)].sort(), Object.keys(durations.sources).sort());
    const guesses = entries.flatMap(({ entry }) => (typeof entry === "string" ? [entry] : []));
    assert.deepEqual([...new Set(guesses)].sort(), Object.keys(durations.guesses).sort());
  });

  it("the median of what was observed; between the two in the middle where they are even", () => {
    assert.deepEqual(durations.types["gcp:bigquery/table:Table"]?.create.length, 3);
    assert.equal(typicalDuration("gcp:bigquery/table:Table", "create"), 1);
    assert.deepEqual(durations.types["gcp:compute/globalForwardingRule:GlobalForwardingRule"]?.create.length, 2);
    assert.equal(typicalDuration("gcp:compute/globalForwardingRule:GlobalForwardingRule", "create"), 18.5);
  });

  it("the local cloud tells them: a database takes minutes, a random value nothing", () => {
    const cloud = LocalCloud.inMemory();
    assert.ok(cloud.duration("gcp:sql/databaseInstance:DatabaseInstance", "create") > 600);
    assert.equal(cloud.duration("random:index/randomId:RandomId", "create"), 0);
    assert.equal(cloud.duration("gcp:compute/route:Route", "delete"), 12);
  });
});
