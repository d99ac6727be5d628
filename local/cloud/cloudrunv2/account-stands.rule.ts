/** An account can be deleted while something runs as it. */
import type { DefectRule } from "../rule";
import { isMissing } from "../serviceaccount/accounts";
import { revisionOf, workloads } from "./revision";

export const accountStands: DefectRule = {
  name: "account-stands",
  demands: "The account of a Cloud Run service, worker pool or job is not deleted before it.",
  answer: "The deletion is accepted. What runs as the account has no access to anything any more.",
  sources: ["https://cloud.google.com/iam/docs/service-accounts-delete-undelete"],
  types: workloads,
  inspect({ inputs }, world) {
    const { serviceAccount } = revisionOf(inputs);
    if (typeof serviceAccount !== "string" || !isMissing(world, String(inputs.project), serviceAccount))
      return undefined;
    return `it runs as ${serviceAccount}, which has been deleted, and has no access to anything; give it an account that exists`;
  },
};
