/** A user of IAM is looked up there. */
import type { Rule } from "../rule";
import { isMissing } from "../serviceaccount/accounts";
import { InvalidRequest } from "./instances";

export class NoSuchAccount extends InvalidRequest {
  constructor(type: string, email: string) {
    super(`Provided ${type}: ${email}, does not exist.`);
  }
}

export const iamUserAccount: Rule = {
  name: "sql-iam-user-account",
  demands:
    "The service account that a database user is exists before the user; a person's account, or a group, is no service account.",
  answer:
    "400 invalid: Provided CLOUD_IAM_SERVICE_ACCOUNT: ….gserviceaccount.com, does not exist. (Of other types the words are ours.)",
  sources: ["crossplane-contrib/provider-upjet-gcp#834"],
  types: ["gcp:sql/user:User"],
  before: ["create"],
  check({ inputs, project, world }) {
    const type = String(inputs.type);
    const name = String(inputs.name).replace(/\.gserviceaccount\.com$/, "");
    const isAddress = name.includes("@");
    const ofAccount = isAddress && name.endsWith(".iam");
    if (type === "CLOUD_IAM_SERVICE_ACCOUNT") {
      if (!isAddress || isMissing(world, project, `${name}.gserviceaccount.com`))
        throw new NoSuchAccount(type, `${name}.gserviceaccount.com`);
    } else if (type.startsWith("CLOUD_IAM_") && (!isAddress || ofAccount)) throw new NoSuchAccount(type, name);
  },
};
