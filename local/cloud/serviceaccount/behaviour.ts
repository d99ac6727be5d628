import { Unknown } from "../../values";
import type { Behaviours } from "../behaviour";

export const behaviour: Behaviours = {
  "gcp:serviceaccount/account:Account": {
    // Known before the account exists (resourceServiceAccountCustomDiff in the upstream provider).
    outputs({ inputs: { accountId, project } }) {
      if (typeof accountId !== "string" || typeof project !== "string")
        return { email: Unknown.value, member: Unknown.value };
      const email = `${accountId}@${project}.iam.gserviceaccount.com`;
      return { email, member: `serviceAccount:${email}` };
    },
  },
};
