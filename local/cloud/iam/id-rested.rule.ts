/** The id of a deleted pool, or of a provider in one, rests until the deletion is final. */
import { Refusal } from "../errors";
import type { Rule } from "../rule";

/** "Approximately 30 days". */
const thirtyDays = 30 * 24 * 60 * 60;

export class IdentityIdTaken extends Refusal {
  constructor() {
    super(409, "", "Requested entity already exists");
  }
}

export const idRested: Rule = {
  name: "workload-identity-id-rested",
  demands: "A workload identity pool, or a provider, has an id that none deleted within the last 30 days had.",
  answer: "409: Requested entity already exists",
  sources: [
    "terraform-google-modules/terraform-google-github-actions-runners#49",
    "GoogleCloudPlatform/magic-modules#4129 (a provider)",
    "googleapis/googleapis google/iam/v1beta/workload_identity_pool.proto (30 days)",
  ],
  types: [
    "gcp:iam/workloadIdentityPool:WorkloadIdentityPool",
    "gcp:iam/workloadIdentityPoolProvider:WorkloadIdentityPoolProvider",
  ],
  before: ["create"],
  check({ type, id, world }) {
    if (world.deletedOfType(type.token, thirtyDays).some((former) => former.id === id)) throw new IdentityIdTaken();
  },
};
