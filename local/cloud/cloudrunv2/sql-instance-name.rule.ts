/** A mounted Cloud SQL instance is called by its connection name, and not by its id or address. */
import { Refusal } from "../errors";
import type { Rule } from "../rule";
import { sqlInstancesOf, workloads } from "./revision";

export class InvalidInstanceNames extends Refusal {
  constructor(names: readonly string[]) {
    super(
      400,
      "badRequest",
      `spec.template.metadata.annotations: Invalid cloud sql instance names: [${names.map((name) => `'${name}'`).join(", ")}]. ` +
        "Instance names must be 97 characters or less, matching [a-zA-Z0-9-]{1,}:[a-zA-Z0-9-]{1,}:[a-z][a-z0-9-]{0,}, " +
        "and cannot end in an hyphen",
    );
  }
}

export const sqlInstanceName: Rule = {
  name: "sql-instance-name",
  demands: "A Cloud SQL instance that is mounted is named project:region:instance.",
  answer: "400 badRequest: Invalid cloud sql instance names: ['…'].",
  sources: ["googlecodelabs/feedback#1264"],
  types: workloads,
  before: ["create", "update"],
  check({ inputs }) {
    const wrong = sqlInstancesOf(inputs).filter(
      (name) => !/^(?=.{1,97}$)[a-zA-Z0-9-]+:[a-zA-Z0-9-]+:[a-z][a-z0-9-]*(?<!-)$/.test(name),
    );
    if (wrong.length > 0) throw new InvalidInstanceNames(wrong);
  },
};
