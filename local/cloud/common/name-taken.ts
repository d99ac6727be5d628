/** What a service answers when a name is taken: a row each, with its source. The others are told in the words of Compute. */
import { serviceOf } from "../catalogue";
import { BucketTaken } from "../cloudflare/bucket-taken";
import { ProviderRefusal, Refusal } from "../errors";
import { IdentityIdTaken } from "../iam/id-rested.rule";
import { projectNumber } from "../projects/number";
import type { Request } from "../rule";
import { InstanceNameTaken } from "../sql/name-rested.rule";

export class NameTaken extends Refusal {
  constructor(text: string, reason = "") {
    super(409, reason, text);
  }
}

/** The provider asks first, since a deleted role is undeleted (resource_google_project_iam_custom_role.go). */
export class CustomRoleExists extends ProviderRefusal {
  constructor(id: string) {
    super(`Custom project role ${id} already exists and must be imported`);
  }
}

/** Service or type → its answer. */
const answers: Readonly<Record<string, (request: Request) => Error>> = {
  // quoted in public instructions; no thread was found
  artifactregistry: () => new NameTaken("the repository already exists"),
  // GoogleCloudPlatform/agent-starter-pack#196
  bigquery: ({ project, inputs: { datasetId, tableId } }) =>
    tableId === undefined
      ? new NameTaken(`Already Exists: Dataset ${project}:${datasetId}`, "duplicate")
      : new NameTaken(`Already Exists: Table ${project}:${datasetId}.${tableId}`, "duplicate"),
  "cloudflare:index/r2Bucket:R2Bucket": ({ inputs }) => new BucketTaken(inputs.accountId),
  // answers to public programs, found in documents that kept them; so are those of records and of the scheduler
  cloudrunv2: ({ inputs }) => new NameTaken(`Resource '${inputs.name}' already exists.`),
  cloudscheduler: ({ id }) => new NameTaken(`Job ${id} already exists`),
  "gcp:dns/recordSet:RecordSet": ({ inputs }) =>
    new NameTaken(
      `The resource 'entity.change.additions[0]' named '${inputs.name} (${inputs.type})' already exists`,
      "alreadyExists",
    ),
  // terraform-google-modules/terraform-google-github-actions-runners#49
  iam: () => new IdentityIdTaken(),
  // hashicorp/terraform-provider-google#1214 and #7067
  kms: ({ type, id }) => new NameTaken(`${type.token.split(":").at(-1)} ${id} already exists.`),
  // selkies-project/selkies-operator#54
  pubsub: ({ inputs }) => new NameTaken(`Resource already exists in the project (resource=${inputs.name}).`),
  // google/exposure-notifications-verification-server#456
  secretmanager: ({ world, project, inputs }) =>
    new NameTaken(
      `Secret [projects/${projectNumber(world, project, inputs)}/secrets/${inputs.secretId}] already exists.`,
    ),
  // GoogleCloudPlatform/reg-reporting-blueprint#104
  serviceaccount: ({ id, project }) =>
    new NameTaken(
      `Service account ${id.split("/").at(-1)?.split("@")[0]} already exists within project projects/${project}.`,
      "alreadyExists",
    ),
  // terraform-google-modules/terraform-google-cloud-storage#238 (one's own), percona/mongo_terraform_ansible#24
  "gcp:storage/bucket:Bucket": ({ existing, project }) =>
    existing?.inputs.project === project
      ? new NameTaken("Your previous request to create the named bucket succeeded and you already own it.", "conflict")
      : new NameTaken(
          "The requested bucket name is not available. The bucket namespace is shared by all users of the system. " +
            "Please select a different name and try again.",
          "conflict",
        ),
  "gcp:projects/iAMCustomRole:IAMCustomRole": ({ id }) => new CustomRoleExists(id),
  "gcp:sql/databaseInstance:DatabaseInstance": () => new InstanceNameTaken(),
};

export function nameTaken(request: Request): Error {
  const { token } = request.type;
  const answer = answers[token] ?? answers[serviceOf(token)];
  return answer?.(request) ?? new NameTaken(`The resource '${request.id}' already exists`, "alreadyExists");
}
