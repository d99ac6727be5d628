/** Which revisions of a service answer, and what share of its requests each. */
import { latestRevision, trafficOf } from "../cloudrunv2/revisions";
import type { WorldRecord } from "../world";

export interface Served {
  service: string;
  region: string;
  revision: string;
  percent: number;
}

export function revisionsOf({ id, inputs, revisions = {} }: WorldRecord): { served: Served[]; faults: string[] } {
  const served: Served[] = [];
  const faults: string[] = [];
  for (const { revision = latestRevision(revisions), percent } of trafficOf(inputs))
    if (revision !== undefined && revision in revisions)
      served.push({ service: String(inputs.name), region: String(inputs.location), revision, percent });
    else faults.push(`${id} has no revision ${revision}, which ${percent} percent of its requests go to`);
  return { served, faults };
}
