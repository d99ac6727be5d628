/** Machines of one's own measure. */
import type { Rule } from "../rule";
import { InvalidRequest, instanceType, settingsOf } from "./instances";

export class ImpossibleMachine extends InvalidRequest {
  constructor(tier: string, why: string) {
    super(`Invalid Tier (${tier}): ${why}.`);
  }
}

const gigabyte = 1024;

export const customTier: Rule = {
  name: "sql-custom-tier",
  demands:
    "db-custom-CPUS-MEMORY has 1 CPU or an even number up to 96, and for each CPU 0.9 to 6.5 GB of memory, which is at least " +
    "3.75 GB and a multiple of 256 MB.",
  answer: "400 invalid: no source of the answer was found, and the words are ours.",
  sources: ["https://cloud.google.com/sql/docs/postgres/create-instance#machine-types"],
  types: [instanceType],
  before: ["create", "update"],
  check({ inputs }) {
    const tier = String(settingsOf(inputs).tier);
    const [, cpus, memory] = (/^db-custom-(\d+)-(\d+)$/.exec(tier) ?? []).map(Number);
    if (cpus === undefined || memory === undefined) return;
    if (cpus !== 1 && (cpus % 2 !== 0 || cpus > 96))
      throw new ImpossibleMachine(tier, "CPUs must be 1, or even and at most 96");
    if (memory % 256 !== 0 || memory < 3.75 * gigabyte)
      throw new ImpossibleMachine(tier, "memory must be a multiple of 256 MB and at least 3.75 GB");
    if (memory < 0.9 * gigabyte * cpus || memory > 6.5 * gigabyte * cpus)
      throw new ImpossibleMachine(tier, "memory must be 0.9 to 6.5 GB for each CPU");
  },
};
