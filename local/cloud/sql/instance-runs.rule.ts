/** Databases and users are made, changed and deleted by the database itself, so that it must be there and run. */
import { Refusal } from "../errors";
import type { Rule } from "../rule";
import { InvalidRequest, instanceNamed, settingsOf } from "./instances";

export class InstanceMissing extends Refusal {
  constructor() {
    super(404, "instanceDoesNotExist", "The Cloud SQL instance does not exist.");
  }
}

export class InstanceNotRunning extends InvalidRequest {
  constructor() {
    super("Invalid request since instance is not running.");
  }
}

export const instanceRuns: Rule = {
  name: "sql-instance-runs",
  demands: "The instance of a database or user exists and runs (activationPolicy ALWAYS) when that is made or deleted.",
  answer:
    "400 invalid: Invalid request since instance is not running.; where there is none, 404 instanceDoesNotExist: The " +
    "Cloud SQL instance does not exist. (or, to whom may not know, 403 notAuthorized)",
  sources: [
    "terraform-google-modules/terraform-google-sql-db#408",
    "terraform-google-modules/terraform-google-sql-db#333",
    "hashicorp/terraform-provider-google#1069 (403)",
    "no source of the 404 for a user was found: the words are those of the instance itself",
  ],
  types: ["gcp:sql/database:Database", "gcp:sql/user:User"],
  before: ["create", "update", "delete"],
  check({ operation, inputs, project, world }) {
    const instance = instanceNamed(world, project, inputs.instance);
    if (instance === undefined) {
      if (operation !== "delete") throw new InstanceMissing(); // what it had is gone with it
      return;
    }
    const { activationPolicy = "ALWAYS" } = settingsOf(instance.inputs);
    if (activationPolicy !== "ALWAYS") throw new InstanceNotRunning();
  },
};
