/** Whoever deploys must be allowed to act as the account, which of one that does not exist nobody is. */
import { Refusal } from "../errors";
import type { Rule } from "../rule";
import { isMissing } from "../serviceaccount/accounts";
import { revisionOf, workloads } from "./revision";

export class ActAsDenied extends Refusal {
  constructor(email: string) {
    super(
      403,
      "forbidden",
      `Permission 'iam.serviceaccounts.actAs' denied on service account ${email} (or it may not exist).`,
    );
  }
}

export const accountExists: Rule = {
  name: "account-exists",
  demands: "The account that a Cloud Run service, worker pool or job runs as exists.",
  answer: "403 forbidden: Permission 'iam.serviceaccounts.actAs' denied on service account … (or it may not exist).",
  sources: ["GoogleCloudPlatform/cloud-run-release-manager#81"],
  types: workloads,
  before: ["create", "update"],
  check({ inputs, project, world }) {
    const { serviceAccount } = revisionOf(inputs);
    if (typeof serviceAccount === "string" && isMissing(world, project, serviceAccount))
      throw new ActAsDenied(serviceAccount);
  },
};
