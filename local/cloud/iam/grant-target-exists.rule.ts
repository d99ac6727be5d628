/**
 * A grant is an entry in the policy of something, which must be there. Pub/Sub, Secret Manager and BigQuery's datasets have
 * rules of their own, in their own words; a bucket may be another project's, which its name does not tell.
 */
import { serviceIn, serviceType } from "../cloudrunv2/regions";
import { NotFound, Refusal } from "../errors";
import type { Rule } from "../rule";
import type { World } from "../world";
import { grantsIn } from "./grants";

export class NoSuchRunResource extends Refusal {
  constructor(id: string) {
    const [, project, , region, kind, name] = id.split("/");
    super(
      404,
      "notFound",
      `Resource '${name}' of kind '${kind?.toUpperCase().replace(/S$/, "")}' in region '${region}' in project '${project}' does not exist.`,
    );
  }
}

/** What each kind of grant is on. */
const targets: Readonly<Record<string, string>> = {
  "gcp:artifactregistry/repositoryIamMember:RepositoryIamMember": "gcp:artifactregistry/repository:Repository",
  "gcp:bigquery/iamMember:IamMember": "gcp:bigquery/table:Table",
  "gcp:cloudrunv2/jobIamMember:JobIamMember": "gcp:cloudrunv2/job:Job",
  "gcp:cloudrunv2/serviceIamMember:ServiceIamMember": serviceType,
  "gcp:containeranalysis/noteIamMember:NoteIamMember": "gcp:containeranalysis/note:Note",
  "gcp:kms/cryptoKeyIAMMember:CryptoKeyIAMMember": "gcp:kms/cryptoKey:CryptoKey",
  "gcp:kms/keyRingIAMMember:KeyRingIAMMember": "gcp:kms/keyRing:KeyRing",
  "gcp:serviceaccount/iAMMember:IAMMember": "gcp:serviceaccount/account:Account",
};

export const grantTargetExists: Rule = {
  name: "grant-target-exists",
  demands: "What a grant is on exists before it.",
  answer: "404 notFound: Resource '…' of kind 'SERVICE' in region '…' in project '…' does not exist.",
  sources: [
    "the words of Cloud Run: an answer to a public Pulumi program",
    "no source was looked up for the words of others; their status is 404 all the same",
  ],
  types: Object.keys(targets),
  before: ["create"],
  check({ type, id, inputs, project, world }) {
    for (const { place } of grantsIn({ type: type.token, id, inputs })) {
      if (!isDeclared(place, project) || isThere(world, targets[type.token] as string, place)) continue;
      throw type.token.startsWith("gcp:cloudrunv2/") ? new NoSuchRunResource(place) : new NotFound(place);
    }
  },
};

function isThere(world: World, token: string, place: string): boolean {
  if (world.get(token, place)) return true;
  const [, project = "", , region = "", , name = ""] = place.split("/");
  return token === serviceType && serviceIn(world, project, region, name) !== undefined;
}

/** Whether only a program of this project makes such a thing: default accounts are there by themselves. */
function isDeclared(place: string, project: string): boolean {
  const email = place.split("/serviceAccounts/")[1];
  const isDefault = email !== undefined && !email.endsWith(`@${project}.iam.gserviceaccount.com`);
  return place.startsWith(`projects/${project}/`) && !isDefault;
}
