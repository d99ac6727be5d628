/**
 * How the engine and the cloud grow: stacks of 250 to 4,000 resources (`many/`) are brought up, previewed unchanged and
 * destroyed, with their state and their world in files, the secrets there encrypted, and the program in a process of its
 * own, as the command line does it. Fails where the time of one of them grows faster than the goal.
 */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as local from "../local";
import { manyResources } from "./many-resources";

const sizes = [250, 500, 1000, 2000, 4000];
const { up, preview, destroy } = local;
const operations = { up, preview, destroy };
type Operation = keyof typeof operations;
const names = Object.keys(operations) as Operation[];
/** Exponent of growth: 1 is linear. */
const goal = 1.1;

interface Measured {
  seconds: Record<Operation, number>;
  /** Of the engine's process. */
  peakMegabytes: number;
}

/** One size, in a process that has done nothing else. */
async function measure(count: number): Promise<Measured> {
  const folder = mkdtempSync(join(tmpdir(), "flotilla-bench-"));
  const crypter = await local.PassphraseCrypter.create("bench");
  const secrets = async () => ({ crypter });
  const store = () => new local.FileStateStore(join(folder, "state.json"), secrets);
  const seconds = { up: 0, preview: 0, destroy: 0 };
  for (const operation of names) {
    const started = performance.now();
    const cloud = await local.LocalCloud.open(join(folder, "cloud.json"), secrets, {
      preview: operation === "preview",
    });
    const options: local.OperationOptions = {
      ...manyResources(count),
      cloud,
      store: store(),
      emit: ({ diagnosticEvent }) => {
        if (diagnosticEvent?.severity === "error") console.error(diagnosticEvent.message);
      },
    };
    const { outcome, changes } = await operations[operation](options);
    await cloud.close();
    seconds[operation] = (performance.now() - started) / 1000;
    assert.equal(outcome, "succeeded");
    assert.ok((changes[operation === "up" ? "create" : operation === "preview" ? "same" : "delete"] ?? 0) >= count);
  }
  rmSync(folder, { recursive: true });
  return { seconds, peakMegabytes: process.resourceUsage().maxRSS / 1024 };
}

/** The slope of the line through the points, on logarithmic scales. */
function exponent(points: readonly (readonly [x: number, y: number])[]): number {
  const logs = points.map(([x, y]) => [Math.log(x), Math.log(y)] as const);
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanX, meanY] = [mean(logs.map(([x]) => x)), mean(logs.map(([, y]) => y))];
  const covariance = mean(logs.map(([x, y]) => (x - meanX) * (y - meanY)));
  return covariance / mean(logs.map(([x]) => (x - meanX) ** 2));
}

function main(): void {
  console.log("resources      up  a second   preview  a second   destroy  a second   peak memory");
  const measured = sizes.map((count) => {
    const result = JSON.parse(
      execFileSync(process.execPath, ["--require", "flotilla/typescript", __filename, String(count)], {
        encoding: "utf8",
      }),
    ) as Measured;
    const cells = names.map((operation) => {
      const seconds = result.seconds[operation];
      return `${seconds.toFixed(1).padStart(7)}s ${(count / seconds).toFixed(0).padStart(9)}`;
    });
    console.log(`${String(count).padStart(9)} ${cells.join(" ")} ${result.peakMegabytes.toFixed(0).padStart(10)} MB`);
    return { count, ...result };
  });
  const exponents = names.map((operation) =>
    exponent(measured.map(({ count, seconds }) => [count, seconds[operation]])),
  );
  const said = names.map((operation, i) => `${operation} ${exponents[i]?.toFixed(2)}`).join(", ");
  console.log(`growth: exponent of ${said} (goal: at most ${goal}; 1 is linear)`);
  if (exponents.some((value) => value > goal)) process.exitCode = 1;
}

const [size] = process.argv.slice(2);
if (size === undefined) main();
else void measure(Number(size)).then((result) => console.log(JSON.stringify(result)));
