/**
 * High availability and recovery to a point in time stand on backups. Whether PostgreSQL's high availability also needs
 * recovery to a point in time is told both ways (magic-modules#3633, terraform-google-sql-db#344), so it is not demanded.
 */
import { Refusal } from "../errors";
import type { Rule } from "../rule";
import { backupsOf, instanceType, settingsOf, versionOf } from "./instances";

export class NotBackedUp extends Refusal {
  constructor() {
    super(400, "invalidRequest", "The incoming request contained invalid data.");
  }
}

export const backedUp: Rule = {
  name: "sql-backed-up",
  demands: "An instance with high availability (REGIONAL) or recovery to a point in time has backups enabled.",
  answer: "400 invalidRequest: The incoming request contained invalid data.",
  sources: [
    "GoogleCloudPlatform/magic-modules#3633 (that it is refused, and how little the answer tells)",
    "GoogleCloudPlatform/k8s-config-connector#2706 (the words)",
    "no source of the words for recovery to a point in time was found: they are those of high availability",
  ],
  types: [instanceType],
  before: ["create", "update"],
  check({ inputs }) {
    if (typeof inputs.masterInstanceName === "string") return; // a replica has the backups of its primary
    const { enabled, pointInTimeRecoveryEnabled, binaryLogEnabled } = backupsOf(inputs);
    const regional = settingsOf(inputs).availabilityType === "REGIONAL";
    if ((regional || pointInTimeRecoveryEnabled === true) && enabled !== true) throw new NotBackedUp();
    if (regional && versionOf(inputs).engine === "MYSQL" && binaryLogEnabled !== true) throw new NotBackedUp();
  },
};
