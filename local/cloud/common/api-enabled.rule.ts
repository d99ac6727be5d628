/**
 * An API answers only in projects where it is enabled. Text: GoogleCloudPlatform/emblem#757 (Cloud Run),
 * marekaf/gcr-lifecycle-policy#5 (Cloud Resource Manager); the APIs differ in their title alone.
 */
import { Refusal } from "../errors";
import { projectNumber } from "../projects/number";
import type { Rule } from "../rule";

/**
 * A project that is made in the console or with gcloud has some APIs from the beginning, those of Cloud Storage, BigQuery,
 * Logging and Monitoring among them; of one that is made through the API nobody says so
 * (cloud.google.com/service-usage/docs/enabled-service). So all but Cloud Storage's are asked for.
 */
const enabledByDefault = ["storage.googleapis.com"];

/** The provider deletes it in the state alone, and asks no API (resourceKMSKeyRingDelete in resource_kms_key_ring.go). */
const neverDeleted = "gcp:kms/keyRing:KeyRing";

const titles: Record<string, string> = {
  "artifactregistry.googleapis.com": "Artifact Registry API",
  "bigquery.googleapis.com": "BigQuery API",
  "binaryauthorization.googleapis.com": "Binary Authorization API",
  "certificatemanager.googleapis.com": "Certificate Manager API",
  "cloudkms.googleapis.com": "Cloud Key Management Service (KMS) API",
  "cloudresourcemanager.googleapis.com": "Cloud Resource Manager API",
  "compute.googleapis.com": "Compute Engine API",
  "containeranalysis.googleapis.com": "Container Analysis API",
  "dns.googleapis.com": "Cloud DNS API",
  "iam.googleapis.com": "Identity and Access Management (IAM) API",
  "iap.googleapis.com": "Cloud Identity-Aware Proxy API",
  "pubsub.googleapis.com": "Cloud Pub/Sub API",
  "run.googleapis.com": "Cloud Run Admin API",
  "secretmanager.googleapis.com": "Secret Manager API",
  "servicenetworking.googleapis.com": "Service Networking API",
  "sqladmin.googleapis.com": "Cloud SQL Admin API",
};

export class ApiNotEnabled extends Refusal {
  constructor(api: string, number: string) {
    super(
      403,
      "forbidden",
      `${titles[api] ?? api} has not been used in project ${number} before or it is disabled. Enable it by visiting ` +
        `https://console.developers.google.com/apis/api/${api}/overview?project=${number} then retry. If you enabled ` +
        "this API recently, wait a few minutes for the action to propagate to our systems and retry.",
    );
  }
}

export const apiEnabled: Rule = {
  name: "api-enabled",
  demands: "The API of a resource is enabled in its project before the resource is made, changed or deleted.",
  answer: "403 forbidden: … API has not been used in project … before or it is disabled.",
  sources: ["GoogleCloudPlatform/emblem#757", "marekaf/gcr-lifecycle-policy#5"],
  before: ["create", "update", "delete"],
  check({ operation, type, inputs, project, world }) {
    if (operation === "delete" && type.token === neverDeleted) return;
    if (type.api === undefined || enabledByDefault.includes(type.api)) return;
    if (!world.get("gcp:projects/service:Service", `${project}/${type.api}`))
      throw new ApiNotEnabled(type.api, projectNumber(world, project, inputs));
  },
};
