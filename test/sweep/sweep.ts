/** Stops a run at every operation in turn, in every way, runs again, and holds the end against an undisturbed run's. */
import type { Fault } from "../../local/cloud";
import { contentOf, differing } from "../support/likeness";
import type { Asked } from "./life";
import type { Outcome, SweptStack } from "./stack";
import { strays } from "./strays";

export interface Scenario {
  name: string;
  /** Before the run. It is left as it is. */
  start: SweptStack;
  run(stack: SweptStack): Promise<Outcome>;
  /** What is run after a run that was stopped. @default the same again, which arrives where an undisturbed run does */
  next?(stack: SweptStack): Promise<Outcome>;
  /** At the end: what must find that nothing is to change. */
  check?(stack: SweptStack): Promise<Outcome>;
}

export interface Finding {
  /** As in `create gcp:pubsub/topic:Topic orders, killed after it`. */
  stop: string;
  problems: string[];
}

const ways: Readonly<Record<string, Pick<Fault, "kill">>> = {
  "failed once": {},
  "killed before it": { kill: "before" },
  "killed after it": { kill: "after" },
};

/** Any numbers. */
const orders = [1, 2, 3, 4, 5];

/** Where an undisturbed run comes to. */
interface Goal {
  content: unknown;
  strays: readonly string[];
}

export interface Swept {
  /** Operations of an undisturbed run. */
  operations: number;
  stops: number;
  findings: Finding[];
}

/** One of so many equal parts of the stops. */
export interface Part {
  nth: number;
  of: number;
}

export async function sweep(scenario: Scenario, { nth, of }: Part = { nth: 0, of: 1 }): Promise<Swept> {
  const undisturbed = scenario.start.copy();
  const { outcome, errors, asked } = await scenario.run(undisturbed);
  if (outcome !== "succeeded") throw new Error(`${scenario.name} fails undisturbed: ${errors.join("; ")}`);
  await scenario.next?.(undisturbed);
  const goal = { content: contentOf(undisturbed), strays: strays(undisturbed) };
  const stops = countedOf(asked).flatMap((one) =>
    Object.entries(ways).map(([way, effect]) => ({ fault: { ...one, ...effect }, way })),
  );
  const tried = stops.filter((_, index) => index % of === nth);
  const findings = nth === 0 ? await findingsOfOrder(scenario, goal) : [];
  for (const { fault, way } of tried) {
    const problems = await problemsAfter(scenario, fault, goal);
    const { operation, type, name } = fault;
    if (problems.length > 0) findings.push({ stop: `${operation} ${type} ${name}, ${way}`, problems });
  }
  return { operations: asked.length, stops: tried.length, findings };
}

/** That parallel operations end in another order tells nowhere. */
async function findingsOfOrder(scenario: Scenario, goal: Goal): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const order of orders) {
    const reordered = scenario.start.copy();
    reordered.order = order;
    const { outcome, errors } = await scenario.run(reordered);
    await scenario.next?.(reordered);
    const problems = outcome === "succeeded" ? differing("", goal.content, contentOf(reordered)) : errors;
    if (problems.length > 0) findings.push({ stop: `undisturbed, in order ${order}`, problems });
  }
  return findings;
}

/** Operations by what they are and not by their turn, which among parallel ones is chance. */
function countedOf(asked: readonly Asked[]): (Asked & { nth: number })[] {
  const key = ({ operation, type, name }: Asked) => `${operation} ${type} ${name}`;
  const sorted = asked.toSorted((a, b) => key(a).localeCompare(key(b)));
  return sorted.map((one, index) => ({
    ...one,
    nth: index - sorted.findIndex((other) => key(other) === key(one)) + 1,
  }));
}

async function problemsAfter(scenario: Scenario, fault: Fault, goal: Goal): Promise<string[]> {
  const stopped = scenario.start.copy();
  stopped.cloud.faults.add(fault);
  const { outcome, errors } = await scenario.run(stopped);
  if (stopped.cloud.faults.unmet().length > 0) return ["the operation was never asked for", ...errors];
  if (outcome !== "failed") return ["the run did not notice"];

  const resumed = stopped.copy();
  const next = await (scenario.next ?? scenario.run)(resumed);
  if (next.outcome !== "succeeded") return [`the next run fails: ${next.errors.join("; ")}`];
  const problems = scenario.next
    ? strays(resumed).filter((stray) => !goal.strays.includes(stray))
    : differing("", goal.content, contentOf(resumed));
  const check = await scenario.check?.(resumed);
  if (check && check.outcome !== "succeeded") problems.push(`the check fails: ${check.errors.join("; ")}`);
  for (const [op, count] of Object.entries(check?.changes ?? {}))
    if (op !== "same") problems.push(`afterwards there is still something to ${op} (${count})`);
  return problems;
}
