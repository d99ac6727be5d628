/** A database is upgraded in place, and never downgraded. */
import type { Rule } from "../rule";
import { InvalidRequest, instanceType, versionOf } from "./instances";

export class Downgrade extends InvalidRequest {
  constructor(from: unknown, to: unknown) {
    super(`The database version of an instance cannot be changed from ${from} to ${to}.`);
  }
}

export const versionKept: Rule = {
  name: "sql-version-kept",
  demands: "An instance's database version is only ever raised, within the same engine.",
  answer: "400 invalid",
  sources: [
    "GaloyMoney/drua#414 (that it is refused)",
    "https://cloud.google.com/sql/docs/postgres/upgrade-major-db-version-inplace",
    "no source of the words was found: they are ours",
  ],
  types: [instanceType],
  before: ["update"],
  check({ inputs, existing }) {
    if (!existing) return;
    const [from, to] = [versionOf(existing.inputs), versionOf(inputs)];
    if (from.engine !== to.engine || to.number < from.number)
      throw new Downgrade(existing.inputs.databaseVersion, inputs.databaseVersion);
  },
};
