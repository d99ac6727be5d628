/**
 * `npm run sweep [what…]`: the whole sweep of environments and of `every-step`, a line for each scenario. The stops are
 * shared among processes. Exit code 1 where anything was found.
 */
import { fork } from "node:child_process";
import { availableParallelism } from "node:os";
import { environmentScenarios, everyStepScenarios } from "./scenarios";
import { type Part, type Swept, sweep } from "./sweep";

type Report = Swept & { name: string };

/** A process that sweeps a part. */
async function work(part: Part, names: readonly string[], report: (report: Report) => void): Promise<void> {
  process.setSourceMapsEnabled(false); // the SDK makes a stack trace for every promise
  for (const name of names)
    for (const scenario of await (name === "every-step" ? everyStepScenarios() : environmentScenarios(name)))
      report({ name: scenario.name, ...(await sweep(scenario, part)) });
}

/** The process that was started by hand. */
async function main(names: readonly string[]): Promise<number> {
  const started = performance.now();
  const totals = { stops: 0, found: 0 };
  const parts = availableParallelism();
  const reports = new Map<string, Report[]>();
  const take = (report: Report) => {
    const known = [...(reports.get(report.name) ?? []), report];
    reports.set(report.name, known);
    if (known.length < parts) return;
    const { stops, findings } = print(known, secondsSince(started));
    totals.stops += stops;
    totals.found += findings;
  };
  const codes = await Promise.all(Array.from({ length: parts }, (_, nth) => worker({ nth, of: parts }, names, take)));
  if (codes.some((code) => code !== 0)) return 1;
  console.log(`${totals.stops} stops, ${totals.found} of them not well (${secondsSince(started)})`);
  return totals.found === 0 ? 0 : 1;
}

function worker(part: Part, names: readonly string[], take: (report: Report) => void): Promise<number | null> {
  // Room for what one run leaves behind, so that it is not collected while the run still needs it.
  const execArgv = [...process.execArgv, "--max-semi-space-size=64"];
  const child = fork(__filename, [JSON.stringify(part), ...names], { execArgv });
  child.on("message", (report) => take(report as Report));
  return new Promise((resolve) => child.on("exit", resolve));
}

function print(reports: readonly Report[], time: string): { stops: number; findings: number } {
  const [{ name, operations }] = reports as [Report];
  const stops = reports.reduce((sum, report) => sum + report.stops, 0);
  const findings = reports.flatMap((report) => report.findings);
  const verdict = findings.length === 0 ? "all well" : `${findings.length} NOT WELL`;
  console.log(`${name}: ${operations} operations, stopped ${stops} times, ${verdict} (${time})`);
  for (const { stop, problems } of findings) for (const problem of problems) console.log(`    ${stop}: ${problem}`);
  return { stops, findings: findings.length };
}

function secondsSince(since: number): string {
  return `${((performance.now() - since) / 1000).toFixed(0)} s`;
}

const given = process.argv.slice(2);
if (process.send) {
  const [part = "", ...names] = given;
  work(JSON.parse(part) as Part, names, (report) => process.send?.(report)).then(
    () => process.disconnect(),
    (error) => {
      console.error(error);
      process.exit(1);
    },
  );
} else main(given.length > 0 ? given : ["every-step", "staging"]).then((code) => process.exit(code));
