import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { basename } from "node:path";
import { corpusFolder, readCorpus } from "./corpus";
import type { NormalResult } from "./normal";
import { runOurs } from "./ours";
import type { ConformanceProgram } from "./program";
import { programs } from "./programs";

/** The recorded results, changed where ours are to differ. */
function expected(name: string, { differences = [] }: ConformanceProgram): NormalResult[] {
  const { steps } = readCorpus(name);
  const results = [...steps];
  for (const { step, because, ours } of differences) {
    const theirs = results[step] as NormalResult;
    results[step] = ours(theirs, results[step - 1] as NormalResult);
    assert.notDeepEqual(results[step], theirs, `step ${step} does not differ any more: ${because}`);
  }
  return results;
}

describe("conformance", () => {
  it("corpus: every program was recorded, and nothing else is there", () => {
    const recorded = readdirSync(corpusFolder).map((file) => basename(file, ".json"));
    assert.deepEqual(recorded.sort(), Object.keys(programs).sort());
  });

  for (const [name, program] of Object.entries(programs))
    it(`${name}: what the real engine made of it`, async () => {
      const theirs = expected(name, program);
      const ours = await runOurs(name, program);
      for (const [step, result] of ours.entries()) {
        const { operation, variant = "" } = program.steps[step] as (typeof program.steps)[number];
        assert.deepEqual(result, theirs[step], `step ${step}, ${operation} ${variant}`);
      }
      assert.equal(ours.length, theirs.length);
    });
});
