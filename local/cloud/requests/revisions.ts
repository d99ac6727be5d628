/** Which revisions of a service answer, and what share of its requests each. */
import type { RegionalService } from "../cloudrunv2/regions";
import { latestRevision, trafficOf } from "../cloudrunv2/revisions";

export interface Served {
  service: string;
  region: string;
  revision: string;
  percent: number;
}

export function revisionsOf({ service, region }: RegionalService): { served: Served[]; faults: string[] } {
  const { id, inputs, revisions = {} } = service;
  const served: Served[] = [];
  const faults: string[] = [];
  for (const { revision = latestRevision(revisions), percent } of trafficOf(inputs))
    if (revision !== undefined && revision in revisions)
      served.push({ service: String(inputs.name), region, revision, percent });
    else faults.push(`${id} has no revision ${revision}, which ${percent} percent of its requests go to`);
  return { served, faults };
}
