/** Whoever makes a job must be allowed to act as its account, which of one that does not exist nobody is. */
import { Refusal } from "../errors";
import type { Rule } from "../rule";
import { isMissing } from "../serviceaccount/accounts";
import { accountOf } from "./account";

export class SchedulerActAsDenied extends Refusal {
  constructor(email: string) {
    super(
      403,
      "forbidden",
      `The principal (user or service account) lacks IAM permission "iam.serviceAccounts.actAs" for the resource "${email}" ` +
        "(or the resource may not exist).",
    );
  }
}

export const schedulerAccountExists: Rule = {
  name: "scheduler-account-exists",
  demands: "The account that a scheduler's job calls as exists.",
  answer:
    '403 forbidden: The principal (user or service account) lacks IAM permission "iam.serviceAccounts.actAs" for the ' +
    'resource "…" (or the resource may not exist).',
  sources: [
    "googleapis/nodejs-tasks#249 (of Cloud Tasks, whose words are the scheduler's too: hashicorp/terraform-provider-google#7001)",
  ],
  types: ["gcp:cloudscheduler/job:Job"],
  before: ["create", "update"],
  check({ inputs, project, world }) {
    const email = accountOf(inputs);
    if (email !== undefined && isMissing(world, project, email)) throw new SchedulerActAsDenied(email);
  },
};
