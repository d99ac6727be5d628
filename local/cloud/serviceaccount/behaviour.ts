import { Unknown } from "../../values";
import type { Behaviours } from "../behaviour";
import { recordsGranting } from "../iam/grants";

export const behaviour: Behaviours = {
  "gcp:serviceaccount/account:Account": {
    // Known before the account exists (resourceServiceAccountCustomDiff in the upstream provider).
    outputs({ inputs: { accountId, project } }) {
      if (typeof accountId !== "string" || typeof project !== "string")
        return { email: Unknown.value, member: Unknown.value };
      const email = `${accountId}@${project}.iam.gserviceaccount.com`;
      return { email, member: `serviceAccount:${email}` };
    },
    // In policies a deleted account is `deleted:serviceAccount:…?uid=…`: a new one of the same name is another principal and
    // has none of its grants (cloud.google.com/iam/docs/allow-policies), nor does a provider find them any more. Where a list
    // names several members, its entry is left standing here.
    deletesToo: ({ outputs }, world) =>
      recordsGranting(world, String(outputs.member)).filter(({ inputs }) => inputs.member === outputs.member),
  },
};
