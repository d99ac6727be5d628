/** How long the logs are kept from which a point in time is recovered. */
import type { Rule } from "../rule";
import { backupsOf, editionOf, InvalidRequest, instanceType } from "./instances";

export class LogsKeptTooLong extends InvalidRequest {
  constructor(longest: number) {
    super(`The number of transaction log retention days must be between 1 and ${longest}.`);
  }
}

const longest: Readonly<Record<string, number>> = { ENTERPRISE: 7, ENTERPRISE_PLUS: 35 };

export const logRetention: Rule = {
  name: "sql-log-retention",
  demands: "Transaction logs are kept 1 to 7 days, in Enterprise Plus 1 to 35.",
  answer: "400 invalid: The number of transaction log retention days must be between 1 and 7.",
  sources: [
    "langfuse/langfuse-terraform-gcp#8",
    "hashicorp/terraform-provider-google website/docs/r/sql_database_instance.html.markdown (35)",
  ],
  types: [instanceType],
  before: ["create", "update"],
  check({ operation, inputs }) {
    const days = backupsOf(inputs).transactionLogRetentionDays;
    const most = longest[editionOf(inputs, operation) ?? "ENTERPRISE_PLUS"] ?? Number.POSITIVE_INFINITY;
    if (typeof days === "number" && (days < 1 || days > most)) throw new LogsKeptTooLong(most);
  },
};
