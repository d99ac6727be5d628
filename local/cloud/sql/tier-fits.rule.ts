/** What machines an edition and a database can have. */
import type { Rule } from "../rule";
import { editionOf, InvalidRequest, instanceType, settingsOf, versionOf } from "./instances";

export class TierOfAnotherEdition extends InvalidRequest {
  constructor(tier: string, edition: string) {
    const remedy = edition === "ENTERPRISE_PLUS" ? " Use a predefined Tier like db-perf-optimized-N-* instead." : "";
    super(`Invalid Tier (${tier}) for (${edition}) Edition.${remedy}`);
  }
}

export class TierOfAnotherDatabase extends InvalidRequest {
  constructor() {
    super("Only custom or shared-core instance Billing Tier type allowed for PostgreSQL database.");
  }
}

const ofEnterprise = /^db-(f1-micro|g1-small|custom-\d+-\d+|n1-[a-z]+-\d+)$/;
const ofEnterprisePlus = /^db-(perf-optimized-N|c4a)-/;

export const tierFits: Rule = {
  name: "sql-tier-fits",
  demands:
    "An instance's tier is one of its edition and of its database; an edition that is left out is ENTERPRISE_PLUS from " +
    "PostgreSQL 16 on.",
  answer:
    "400 invalid: Invalid Tier (…) for (ENTERPRISE_PLUS) Edition. Use a predefined Tier like db-perf-optimized-N-* " +
    "instead.; or Only custom or shared-core instance Billing Tier type allowed for PostgreSQL database.",
  sources: [
    "GoogleCloudPlatform/magic-modules#18014",
    "hashicorp/terraform-provider-google#20498",
    "serverpod/serverpod#2373",
    "langfuse/langfuse-terraform-gcp#34 (that the lesser edition refuses the tiers of the greater)",
  ],
  types: [instanceType],
  before: ["create", "update"],
  check({ operation, inputs }) {
    const tier = String(settingsOf(inputs).tier);
    const edition = editionOf(inputs, operation);
    const foreign = edition === "ENTERPRISE_PLUS" ? ofEnterprise : ofEnterprisePlus;
    if (edition !== undefined && foreign.test(tier)) throw new TierOfAnotherEdition(tier, edition);
    if (versionOf(inputs).engine === "POSTGRES" && tier.startsWith("db-n1-")) throw new TierOfAnotherDatabase();
  },
};
