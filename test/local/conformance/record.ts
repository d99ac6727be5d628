/**
 * Records what the real engine makes of the programs: `npm run conformance:record -- [name…]`, with `pulumi` and its Node
 * language host on PATH. Needs neither account nor plugins. Every name, or all, goes to `corpus/NAME.json`.
 */
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { type Corpus, corpusFile, corpusFolder, streamFile, writeStreams } from "./corpus";
import { eventStream } from "./event-stream";
import { programs } from "./programs";
import { runReal } from "./real";

/** More of them at once is no faster: each waits for the programs that it runs. */
const atOnce = 2;

async function record(names: readonly string[]): Promise<void> {
  const pulumi = execFileSync("pulumi", ["version"], { encoding: "utf8" }).trim();
  const waiting = [...names];
  const work = async () => {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
      const { steps, told } = await runReal(name, programs[name] as (typeof programs)[string]);
      const corpus: Corpus = { pulumi, steps };
      writeFileSync(corpusFile(name), `${JSON.stringify(corpus, null, 1)}\n`);
      if (existsSync(streamFile(name))) writeStreams(name, told.map(eventStream));
      console.log(`${name}: ${corpus.steps.length} steps`);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
}

const named = process.argv.slice(2);
const unknown = named.filter((name) => !Object.hasOwn(programs, name));
if (unknown.length > 0) throw new Error(`there is no program ${unknown.join(", ")}: see programs/`);
for (const file of readdirSync(corpusFolder))
  if (!Object.hasOwn(programs, basename(file, ".json"))) rmSync(join(corpusFolder, file));
record(named.length > 0 ? named : Object.keys(programs)).then(() => process.exit());
