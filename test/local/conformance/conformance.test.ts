import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { basename } from "node:path";
import { words } from "../../../cli/output/operations";
import { corpusFolder, readCorpus, readStreams, streamFolder } from "./corpus";
import { eventStream } from "./event-stream";
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

  it("streams: each kind of step is told of in one of them", () => {
    const names = readdirSync(streamFolder).map((file) => basename(file, ".json"));
    assert.deepEqual(
      names.filter((name) => !Object.hasOwn(programs, name)),
      [],
    );
    const told = JSON.stringify(names.map(readStreams));
    for (const op of Object.keys(words))
      if (op !== "remove-pending-replace") assert.ok(told.includes(`"op":"${op}"`), `no stream tells of ${op}`);
  });

  for (const [name, program] of Object.entries(programs))
    it(`${name}: what the real engine made of it`, async () => {
      const theirs = expected(name, program);
      const { steps: ours, told } = await runOurs(name, program);
      for (const [step, result] of ours.entries()) {
        const { operation, variant = "" } = program.steps[step] as (typeof program.steps)[number];
        assert.deepEqual(result, theirs[step], `step ${step}, ${operation} ${variant}`);
      }
      assert.equal(ours.length, theirs.length);
      const streams = readStreams(name);
      if (streams) assert.deepEqual(told.map(eventStream), streams, "what is told as JSON");
    });
});
