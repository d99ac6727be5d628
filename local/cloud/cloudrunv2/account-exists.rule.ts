/**
 * Whoever deploys must be allowed to act as the account, which of one that does not exist nobody is. Text:
 * GoogleCloudPlatform/cloud-run-release-manager#81.
 */
import type { PropertyMap } from "../../values";
import { Refusal } from "../errors";
import type { Rule } from "../rule";
import { isMissing } from "../serviceaccount/accounts";
import { revisionOf } from "./revision";

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
  types: ["gcp:cloudrunv2/service:Service", "gcp:cloudrunv2/job:Job"],
  before: ["create", "update"],
  check({ inputs, project, world }) {
    const { serviceAccount } = revisionOf(inputs) as PropertyMap;
    if (typeof serviceAccount === "string" && isMissing(world, project, serviceAccount))
      throw new ActAsDenied(serviceAccount);
  },
};
