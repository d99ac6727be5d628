/**
 * How long an `up` of each environment would take in the real clouds, by typical durations: beside the slowest single
 * resource, and beside the longest chain that the clouds themselves force (see `forced.ts`), listed with its reasons. What
 * else is waited for is listed too. Nothing is measured: the numbers are the same on every machine.
 */
import * as local from "../local";
import { TestStack } from "../test/support/stack";
import { forcedWaits, type Waits } from "./forced";

const goal = 1.1;

async function report(name: string): Promise<void> {
  const stack = new TestStack(name);
  const planned = await stack.preview();
  const made = await stack.up();
  if (made.outcome !== "succeeded") throw new Error(`${name}: ${made.errors}`);
  const waits = await forcedWaits(made, planned.snapshot.resources);

  const cloud = local.LocalCloud.inMemory();
  const whole = local.estimate(made.completed, cloud);
  const chain = local.estimate(
    made.completed.map((step) => ({ ...step, needs: forcedNeeds(step.urn, waits) })),
    cloud,
  );
  const slowest = Math.max(...made.completed.map((step) => local.estimate([{ ...step, needs: [] }], cloud).seconds));
  const ratio = whole.seconds / chain.seconds;

  console.log(`${name}: ${made.completed.filter(({ inCloud }) => inCloud).length} resources`);
  console.log(`  estimated        ${seconds(whole.seconds)}`);
  console.log(`  slowest single   ${seconds(slowest)}  ratio ${(whole.seconds / slowest).toFixed(2)}`);
  console.log(`  forced chain     ${seconds(chain.seconds)}  ratio ${ratio.toFixed(2)} (goal: at most ${goal})`);
  console.log("  the forced chain, each with why it waits for the one before:");
  printChain(chain, waits);
  if (ratio > 1) {
    console.log("  the chain of the program:");
    printChain(whole, waits);
  }
  printWithoutReason(made, waits);
  for (const { urn, needs, reason } of waits.missing)
    console.log(`  MISSING: ${shown(urn)} does not wait for ${shown(needs)}: ${reason}`);
  if (ratio > goal || waits.missing.length > 0) process.exitCode = 1;
}

const forcedNeeds = (urn: string, { forced }: Waits) => [...(forced.get(urn)?.keys() ?? [])];

function printChain({ path }: local.Estimate, { forced }: Waits): void {
  for (const [i, { urn, seconds: own }] of path.entries()) {
    const before = path[i - 1]?.urn;
    const why = before === undefined ? "" : (forced.get(urn)?.get(before) ?? "for no reason that a cloud gives");
    console.log(`    ${seconds(own)}  ${shown(urn)}${why && `  (${shortened(why)})`}`);
  }
}

/** What the program waits for by itself: what is needed through something that is forced is no wait of its own. */
function printWithoutReason({ snapshot }: local.OperationResult, { forced }: Waits): void {
  const custom = new Set(snapshot.resources.filter((state) => state.custom).map(({ urn }) => urn));
  const lines = snapshot.resources.flatMap(({ urn, dependencies = [] }) => {
    const needless = dependencies.filter((need) => custom.has(need) && forced.has(urn) && !forced.get(urn)?.has(need));
    return needless.length > 0 ? [`    ${shown(urn)}: ${needless.map(shown).join(", ")}`] : [];
  });
  if (lines.length > 0) console.log(["  waits for no reason that a cloud gives:", ...lines].join("\n"));
}

function shown(urn: string): string {
  const { type, name } = local.parseUrn(urn);
  return `${type.split(":").at(-1)} ${name}`;
}

/** The beginning of what a cloud answers, without the number of a project. */
const shortened = (reason: string) => reason.replace(/googleapi: Error \d+: /, "").replace(/ in project \d+.*/, "");

const seconds = (value: number) => `${value.toFixed(0).padStart(4)} s`;

async function main(): Promise<void> {
  for (const name of ["dev-ada", "staging", "prod"]) await report(name);
}

void main();
