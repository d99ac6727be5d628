/** An account can be deleted, or switched off, while something runs as it. */
import type { DefectRule } from "../rule";
import { isDisabled, isMissing } from "../serviceaccount/accounts";
import { revisionOf, workloads } from "./revision";

export const accountStands: DefectRule = {
  name: "account-stands",
  demands: "The account of a Cloud Run service, worker pool or job is neither deleted before it nor disabled.",
  answer: "Accepted. What runs as the account has no access to anything any more.",
  sources: [
    "https://cloud.google.com/iam/docs/service-accounts-delete-undelete",
    "https://cloud.google.com/iam/docs/service-accounts-disable-enable",
  ],
  types: workloads,
  inspect({ inputs }, world) {
    const { serviceAccount } = revisionOf(inputs);
    if (typeof serviceAccount !== "string") return undefined;
    const gone = isMissing(world, String(inputs.project), serviceAccount) ? "deleted" : "disabled";
    if (gone === "disabled" && !isDisabled(world, String(inputs.project), serviceAccount)) return undefined;
    return `it runs as ${serviceAccount}, which has been ${gone}, and has no access to anything; give it an account that works`;
  },
};
