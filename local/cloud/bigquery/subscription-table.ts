/** The table that a BigQuery subscription writes to. */
import { isObject, type PropertyMap } from "../../values";
import type { World, WorldRecord } from "../world";

export interface Destination {
  config: PropertyMap;
  /** As in `projects/p/datasets/d/tables/t`. */
  id: string;
  project: string;
  table: WorldRecord | undefined;
}

/** Nothing for a subscription of another kind, and where the table is in another project. */
export function destinationOf(world: World, project: string, inputs: PropertyMap): Destination | undefined {
  const config = inputs.bigqueryConfig;
  if (!isObject(config)) return undefined;
  const [, home, dataset, name] = /^([^.:]+)[.:]([^.]+)\.([^.]+)$/.exec(String(config.table)) ?? [];
  if (home !== project) return undefined;
  const id = `projects/${home}/datasets/${dataset}/tables/${name}`;
  return { config, id, project, table: world.get("gcp:bigquery/table:Table", id) };
}
