/** What a deployment costs in a month in which nobody does anything: pure, from its resources and the table of prices. */
import type { Deployment } from "../deployment";
import { compiled, hours, rows } from "../prices";
import type { Cost, CostLine } from "./cost";
import { estimators } from "./estimators";
import type { Finding } from "./finding";
import { freeTypes } from "./free";
import { compare, inCents, Ledger } from "./ledger";

export type { Cost, CostLine, FreeType, Unpriced } from "./cost";

export function idleCost(deployment: Deployment): Cost {
  const ledger = new Ledger();
  for (const [type, resources] of byType(deployment))
    for (const finding of findingsOf(type, resources, deployment)) ledger.enter(type, finding);
  const { free, unpriced } = ledger;
  const lines = ledger.lines();
  const notes = [...ledger.notes];
  return { currency: "USD", hoursAMonth: hours, ...sums(lines), lines, unpriced, free, notes, ...sourcesOf(lines) };
}

function findingsOf(type: string, resources: Deployment, deployment: Deployment): readonly Finding[] {
  const urns = resources.map(({ urn }) => urn);
  const estimator = estimators[type];
  if (estimator) return estimator(resources, deployment);
  const free = freeTypes[type];
  return [
    free ? { free: free.reason, resources: urns } : { unpriced: "nothing is known here of this type", resources: urns },
  ];
}

function sums(lines: readonly CostLine[]): Pick<Cost, "month" | "awake"> {
  const sum = (not: CostLine["when"]) =>
    inCents(lines.filter(({ when }) => when !== not).reduce((total, { month }) => total + month, 0));
  const sleeps = lines.some(({ when }) => when);
  return { month: sum("awake"), ...(sleeps && { awake: sum("asleep") }) };
}

function sourcesOf(lines: readonly CostLine[]): Pick<Cost, "freeTiers" | "prices"> {
  const reads = lines.map(({ price }) => price.read).sort();
  const tiers = lines.flatMap(({ service, price: { id } }) => (rows[id].free ? [`${service} ${rows[id].free}`] : []));
  return {
    freeTiers: [...new Set(tiers)],
    prices: { compiled, ...(reads[0] && { readFrom: reads[0], readTo: reads.at(-1) }) },
  };
}

function byType(deployment: Deployment): [string, Deployment][] {
  const types = new Map<string, Deployment>();
  for (const resource of deployment) types.set(resource.type, [...(types.get(resource.type) ?? []), resource]);
  return [...types].sort(([a], [b]) => compare(a, b));
}
