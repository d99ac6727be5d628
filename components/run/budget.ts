/** The instances that the workloads of an environment may reach together: what is stated is checked when each is made. */
import type { Region } from "../../contract";
import type { Environment } from "../environment";
import type { Mistake } from "../refuse";

/** Region → workload → the most instances it may reach there. */
type Taken = Map<Region, Map<string, number>>;

const takenIn = new WeakMap<Environment, Taken>();

/** What is wrong where a workload is to reach so many instances, in each of the regions, beside those made before it. */
export function budgetMistakes(
  environment: Environment,
  propertyPath: string,
  instances: number,
  regions: readonly Region[],
): Mistake[] {
  const over = regions.filter((region) => total(environment, region) + instances > environment.instanceBudget);
  const [first] = over;
  if (first === undefined) return [];
  const others = [...(takenIn.get(environment)?.get(first) ?? [])].map(([who, count]) => `${who} ${count}`);
  const beside = others.length > 0 ? `, beside ${others.join(", ")}` : "";
  const reason =
    `${instances} in ${over.join(", ")}${beside}, are more than the ${environment.instanceBudget} instances of the ` +
    "environment's instanceBudget in a region; lower the most of one, or raise that";
  return [{ propertyPath, reason }];
}

export function takeInstances(
  environment: Environment,
  who: string,
  instances: number,
  regions: readonly Region[],
): void {
  const taken = takenIn.get(environment) ?? new Map();
  takenIn.set(environment, taken);
  for (const region of regions) taken.set(region, new Map(taken.get(region)).set(who, instances));
}

function total(environment: Environment, region: Region): number {
  return [...(takenIn.get(environment)?.get(region)?.values() ?? [])].reduce((sum, count) => sum + count, 0);
}
