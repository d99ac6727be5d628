/** Who logs in with IAM has no password. */
import type { Rule } from "../rule";
import { InvalidRequest } from "./instances";

export class PasswordOfIamUser extends InvalidRequest {
  constructor() {
    super("For IAM users, password or hostname should not be specified.");
  }
}

export const iamUserPassword: Rule = {
  name: "sql-iam-user-password",
  demands: "A database user of IAM has neither a password nor a host.",
  answer: "400 invalid: For IAM users, password or hostname should not be specified.",
  sources: ["terraform-google-modules/terraform-google-sql-db#463"],
  types: ["gcp:sql/user:User"],
  before: ["create", "update"],
  check({ inputs }) {
    const given = [inputs.password, inputs.passwordWo, inputs.host].some(
      (value) => value !== undefined && value !== "",
    );
    if (String(inputs.type).startsWith("CLOUD_IAM_") && given) throw new PasswordOfIamUser();
  },
};
