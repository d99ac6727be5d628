/** A region that does not exist and one that the project may not use are the same to Google. */
import { isRegion } from "../../../contract";
import { everywhere } from "../cloudrunv2/regions";
import { Refusal } from "../errors";
import type { Rule } from "../rule";

export class RegionDenied extends Refusal {
  constructor(region: string) {
    super(403, "forbidden", `Permission denied on 'locations/${region}' (or it may not exist).`);
  }
}

/** The scheduler says the same in the words of a permission. */
export class SchedulerRegionDenied extends Refusal {
  constructor(project: string, region: string) {
    super(
      403,
      "forbidden",
      'The principal (user or service account) lacks IAM permission "cloudscheduler.jobs.create" for the resource ' +
        `"projects/${project}/locations/${region}" (or the resource may not exist).`,
    );
  }
}

const scheduler = "gcp:cloudscheduler/job:Job";

/** Types that are made in a place, and the places of each that are no region. */
const places: Readonly<Record<string, RegExp>> = {
  "gcp:artifactregistry/repository:Repository": /^(asia|europe|us)$/,
  // https://cloud.google.com/bigquery/docs/locations: also the regions of other clouds
  "gcp:bigquery/dataset:Dataset": /^(eu|us|(aws|azure)-[a-z0-9-]+)$/,
  "gcp:cloudrunv2/job:Job": /^$/,
  "gcp:cloudrunv2/service:Service": /^$/,
  "gcp:cloudrunv2/workerPool:WorkerPool": /^$/,
  [scheduler]: /^$/,
  "gcp:compute/regionNetworkEndpointGroup:RegionNetworkEndpointGroup": /^$/,
  "gcp:compute/subnetwork:Subnetwork": /^$/,
  // https://cloud.google.com/kms/docs/locations
  "gcp:kms/keyRing:KeyRing": /^(global|asia1?|eur[3-6]|europe|nam\d+|nam-eur-asia\d|us)$/,
  "gcp:sql/databaseInstance:DatabaseInstance": /^$/,
  // https://cloud.google.com/storage/docs/locations
  "gcp:storage/bucket:Bucket": /^(asia1?|eu|eur[4578]|nam4|us)$/,
};

/** BigQuery and Cloud Storage write their places in capitals, and take both. */
const inCapitals = /^gcp:(bigquery|storage)\//;

export const regionExists: Rule = {
  name: "region-exists",
  demands: "A resource that is made in a place is made in a region, or a multi-region, that exists.",
  answer: "403 forbidden: Permission denied on 'locations/…' (or it may not exist).",
  sources: [
    "firezone/firezone#7711 (a subnetwork)",
    "hashicorp/terraform-provider-google#17037 (a function)",
    "hashicorp/terraform-provider-google#7001 (a scheduler's job)",
    "hashicorp/terraform-provider-google google/services/container/resource_container_cluster_test.go (a cluster)",
    "a public document that kept the answer (a bucket)",
    "no source was found for the words of other services",
  ],
  types: Object.keys(places),
  before: ["create"],
  check({ type, inputs, project }) {
    const given = inputs.region ?? inputs.location;
    if (typeof given !== "string") return;
    const place = inCapitals.test(type.token) ? given.toLowerCase() : given;
    const ofSeveral = place === everywhere && inputs.multiRegionSettings !== undefined;
    if (ofSeveral || isRegion(place) || places[type.token]?.test(place)) return;
    throw type.token === scheduler ? new SchedulerRegionDenied(project, place) : new RegionDenied(place);
  },
};
