/** PostgreSQL's names are short, so an account's leaves off what all accounts end in. */
import type { Rule } from "../rule";
import { InvalidRequest, instanceNamed, versionOf } from "./instances";

export class AccountSuffix extends InvalidRequest {
  constructor() {
    super('Database username for Cloud IAM service account should be created without ".gserviceaccount.com" suffix.');
  }
}

export const iamUserName: Rule = {
  name: "sql-iam-user-name",
  demands: "A PostgreSQL user that is a service account is called as its address without .gserviceaccount.com.",
  answer:
    '400 invalid: Database username for Cloud IAM service account should be created without ".gserviceaccount.com" ' +
    "suffix",
  sources: [
    "hashicorp/terraform-provider-google#14019 (that it is refused)",
    "https://cloud.google.com/sql/docs/postgres/add-manage-iam-users",
  ],
  types: ["gcp:sql/user:User"],
  before: ["create"],
  check({ inputs, project, world }) {
    const instance = instanceNamed(world, project, inputs.instance);
    if (inputs.type !== "CLOUD_IAM_SERVICE_ACCOUNT" || !instance) return;
    if (versionOf(instance.inputs).engine === "POSTGRES" && String(inputs.name).endsWith(".gserviceaccount.com"))
      throw new AccountSuffix();
  },
};
