/** A user that is a service account is looked up in IAM. */
import type { Rule } from "../rule";
import { isMissing } from "../serviceaccount/accounts";
import { InvalidRequest } from "./instances";

export class NoSuchAccount extends InvalidRequest {
  constructor(email: string) {
    super(`Provided CLOUD_IAM_SERVICE_ACCOUNT: ${email}, does not exist.`);
  }
}

export const iamUserAccount: Rule = {
  name: "sql-iam-user-account",
  demands: "The service account that a database user is exists before the user.",
  answer: "400 invalid: Provided CLOUD_IAM_SERVICE_ACCOUNT: ….gserviceaccount.com, does not exist.",
  sources: ["crossplane-contrib/provider-upjet-gcp#834"],
  types: ["gcp:sql/user:User"],
  before: ["create"],
  check({ inputs, project, world }) {
    if (inputs.type !== "CLOUD_IAM_SERVICE_ACCOUNT") return;
    const email = `${String(inputs.name).replace(/\.gserviceaccount\.com$/, "")}.gserviceaccount.com`;
    if (isMissing(world, project, email)) throw new NoSuchAccount(email);
  },
};
