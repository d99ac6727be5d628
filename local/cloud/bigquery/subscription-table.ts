/** The table that a BigQuery subscription writes to, and who writes. */
import { isObject, type PropertyMap } from "../../values";
import { allows } from "../iam/grants";
import type { Permission } from "../iam/roles";
import { agentOf } from "../serviceaccount/accounts";
import { textOf } from "../typed";
import type { World, WorldRecord } from "../world";

export interface Destination {
  config: PropertyMap;
  /** As in `projects/p/datasets/d/tables/t`. */
  id: string;
  table: WorldRecord | undefined;
  /** The account that writes: Pub/Sub's agent, unless another is named. */
  writer: string;
  /** What the writer may not do. */
  lacking: readonly Permission[];
}

const needed = ["bigquery.tables.get", "bigquery.tables.updateData"] as const satisfies Permission[];

/** Nothing for a subscription of another kind, and where the table is in another project. */
export function destinationOf(world: World, project: string, inputs: PropertyMap): Destination | undefined {
  const config = inputs.bigqueryConfig;
  if (!isObject(config)) return undefined;
  const [, home, dataset, name] = /^([^.:]+)[.:]([^.]+)\.([^.]+)$/.exec(String(config.table)) ?? [];
  if (home !== project) return undefined;
  const id = `projects/${home}/datasets/${dataset}/tables/${name}`;
  const writer = textOf(config.serviceAccountEmail) ?? agentOf(world, project, "pubsub");
  const lacking = needed.filter(
    (permission) => !allows(world, `serviceAccount:${writer}`, permission, { id, project }),
  );
  return { config, id, table: world.get("gcp:bigquery/table:Table", id), writer, lacking };
}
