/**
 * A provider's own arguments. The SDK sends everything but strings as JSON text. Arguments that say how to reach and
 * log in to a cloud (credentials, endpoints, retries) are accepted and mean nothing here: there is nothing to log in to.
 */

import { nearestName } from "../nearest-name";
import type { CheckFailure } from "../provider";
import { isObject, type PropertyMap, type PropertyValue, Unknown } from "../values";
import { isBookkeeping, providerArguments } from "./catalogue";
import { child } from "./paths";

/** The arguments that change what a provider does here. */
export interface ProviderConfig {
  project?: PropertyValue;
  region?: PropertyValue;
  defaultLabels: PropertyMap;
  addPulumiAttributionLabel: boolean;
  /** Whether the attribution label is also put on what was made without it. */
  proactiveAttribution: boolean;
  deletionPolicy?: PropertyValue;
}

/** What an engine keeps beside a provider's arguments. */
const ofTheEngine = ["version", "pluginDownloadURL"];

export function checkProviderConfig(pkg: string, inputs: PropertyMap): CheckFailure[] {
  const known = providerArguments(pkg) ?? {};
  return Object.entries(inputs)
    .filter(([key]) => !isBookkeeping(key) && !ofTheEngine.includes(key))
    .flatMap(([key, value]): CheckFailure[] => {
      const type = known[key];
      if (type === undefined) {
        const meant = nearestName(key, Object.keys(known));
        const hint = meant ? `; did you mean ${JSON.stringify(meant)}?` : "";
        return [{ property: child("", key), reason: `is not an argument of the ${pkg} provider${hint}` }];
      }
      return fits(type, decode(type, value)) ? [] : [{ property: key, reason: `must be of type ${type}` }];
    });
}

export function parseProviderConfig(pkg: string, inputs: PropertyMap): ProviderConfig {
  const known = providerArguments(pkg) ?? {};
  const decoded: PropertyMap = Object.fromEntries(
    Object.entries(inputs).map(([key, value]) => [key, decode(known[key] ?? "string", value)]),
  );
  return {
    project: decoded.project,
    region: decoded.region,
    defaultLabels: isObject(decoded.defaultLabels) ? decoded.defaultLabels : {},
    addPulumiAttributionLabel: decoded.addPulumiAttributionLabel !== false,
    proactiveAttribution: decoded.pulumiAttributionLabelAdditionStrategy === "PROACTIVE",
    deletionPolicy: decoded.deletionPolicy,
  };
}

function decode(type: string, value: PropertyValue): PropertyValue {
  if (type === "string" || typeof value !== "string") return value;
  try {
    return JSON.parse(value) as PropertyValue;
  } catch {
    return value;
  }
}

function fits(type: string, value: PropertyValue): boolean {
  if (value instanceof Unknown || value === null || type === "any") return true;
  if (type === "list") return Array.isArray(value);
  if (type === "object" || type === "map") return isObject(value);
  if (type === "integer") return Number.isInteger(value);
  return typeof value === type;
}
