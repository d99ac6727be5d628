/** A secret that is replicated by list names regions that there are. */
import { isRegion } from "../../../contract";
import { RegionDenied } from "../common/region-exists.rule";
import type { Rule } from "../rule";
import { objectOf, objectsOf } from "../typed";

export const replicasExist: Rule = {
  name: "secret-replicas-exist",
  demands: "A secret's replicas are in regions that exist.",
  answer: "403 forbidden: Permission denied on 'locations/…' (or it may not exist).",
  sources: [
    "firezone/firezone#7711 (of a subnetwork)",
    "no source of Secret Manager's own words was found: they are those of other services",
  ],
  types: ["gcp:secretmanager/secret:Secret"],
  before: ["create"],
  check({ inputs: { replication } }) {
    for (const { location } of objectsOf(objectOf(objectOf(replication).userManaged).replicas))
      if (!isRegion(String(location))) throw new RegionDenied(String(location));
  },
};
