import type { Behaviours } from "../behaviour";

export const behaviour: Behaviours = {
  "gcp:iam/workloadIdentityPool:WorkloadIdentityPool": {
    outputs: () => ({ state: "ACTIVE", mode: "FEDERATION_ONLY" }),
    // Kept for 30 days, its id with it (cloud.google.com/iam/docs/manage-workload-identity-pools-providers).
    afterDelete: () => "remembered",
  },
  "gcp:iam/workloadIdentityPoolProvider:WorkloadIdentityPoolProvider": {
    outputs: () => ({ state: "ACTIVE" }),
    afterDelete: () => "remembered",
  },
};
