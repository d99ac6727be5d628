/** What an instance of Cloud SQL says of itself. */
import type { Report } from "../policy";
import { isSet, tentative } from "../settings";
import { at, type Known, type Props, Unknown, type Value } from "../values";

export const instance = "gcp:sql/databaseInstance:DatabaseInstance";

/** A replica of another instance, or a pool of them: all that it holds is there once more. */
export function isReplica({ masterInstanceName, instanceType }: Props): Known {
  if (typeof instanceType === "string" && instanceType.startsWith("READ_")) return true;
  if (masterInstanceName === Unknown || instanceType === Unknown) return Unknown;
  return isSet(masterInstanceName);
}

/** The report of a rule that replicas are exempt from, or undefined where the instance is one. */
export function onPrimary(props: Props, report: Report): Report | undefined {
  const replica = isReplica(props);
  if (replica === true) return undefined;
  return replica === Unknown ? tentative(report) : report;
}

/** POSTGRES_17 → POSTGRES. */
export function engineOf({ databaseVersion }: Props): string | typeof Unknown {
  if (databaseVersion === Unknown) return Unknown;
  return String(databaseVersion).split("_", 1)[0] ?? "";
}

/** A database flag: where it stands, or where it is missing, and its value. */
export function flagOf(props: Props, name: string): { path: string; value: Value | undefined } {
  const path = "settings.databaseFlags";
  const list = at(props, "settings", "databaseFlags");
  if (list === Unknown) return { path, value: Unknown };
  const flags = Array.isArray(list) ? list : [];
  const index = flags.findIndex((flag) => at(flag, "name") === name);
  if (index >= 0) return { path: `${path}[${index}].value`, value: at(flags[index], "value") };
  return { path, value: flags.some((flag) => at(flag, "name") === Unknown) ? Unknown : undefined };
}
