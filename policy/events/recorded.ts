/** The tables into which subscriptions write. */
import { sourceOf } from "../identity/accounts";
import type { StackResource } from "../policy";
import { at, Unknown } from "../values";
import { dataset, subscription, Things, table } from "./things";

export interface Recording {
  subscription: StackResource;
  /** The declared table; undefined where it is of another stack, or not known yet. */
  table: StackResource | undefined;
  /** As `Things` knows it; undefined where it is not known yet. */
  dataset: string | undefined;
}

export function recordingsIn(resources: readonly StackResource[], datasets: Things): Recording[] {
  return resources.flatMap((one): Recording[] => {
    const config = one.type === subscription ? one.props.bigqueryConfig : undefined;
    if (config === undefined) return [];
    const named = at(config, "table");
    const parts = typeof named === "string" ? /^[^.:]+[.:]([^.]+)\.(.+)$/.exec(named) : null;
    if (!parts) {
      const made = sourceOf(one, "bigqueryConfig", table);
      return [
        { subscription: one, table: made, dataset: made && datasets.key(made, "datasetId", made.props.datasetId) },
      ];
    }
    const [, datasetId, tableId] = parts;
    const found = resources.find(
      (other) =>
        other.type === table &&
        other.props.tableId === tableId &&
        (other.props.datasetId === datasetId || other.props.datasetId === Unknown),
    );
    return [{ subscription: one, table: found, dataset: datasetId }];
  });
}

export const datasetsOf = (resources: readonly StackResource[]) => new Things(resources, dataset, "datasetId");
