/**
 * Labels as the gcp provider puts them on a resource: its own over the provider's, and an attribution label, by default
 * only when the resource is made (`pulumiAttributionLabelAdditionStrategy`).
 */
import type { DiffKind } from "../provider";
import { isObject, type PropertyMap, reveal } from "../values";
import type { ResourceType } from "./catalogue";
import { isEqual } from "./diff";
import { child } from "./paths";
import type { ProviderConfig } from "./provider-config";

const attribution = "goog-pulumi-provisioned";

export function hasLabels(type: ResourceType): boolean {
  return Object.hasOwn(type.outputs, "pulumiLabels");
}

/** The labels of a resource. `old` are its outputs, if it exists. */
export function labelsOf(
  type: ResourceType,
  config: ProviderConfig,
  inputs: PropertyMap,
  old: PropertyMap | undefined,
): PropertyMap {
  const attributed =
    config.addPulumiAttributionLabel &&
    !type.withoutAttribution &&
    (old === undefined || config.proactiveAttribution || Object.hasOwn(labelsIn(old), attribution));
  return {
    ...(attributed ? { [attribution]: "true" } : {}),
    ...config.defaultLabels,
    ...(isObject(inputs.labels) ? inputs.labels : {}),
  };
}

/** What changes in the labels of an existing resource when its own do not: the provider's. */
export function labelChanges(labels: PropertyMap, old: PropertyMap): Record<string, DiffKind> {
  const before = labelsIn(old);
  const changed = [...new Set([...Object.keys(before), ...Object.keys(labels)])].filter(
    (key) => !isEqual(before[key], labels[key]),
  );
  return Object.fromEntries(
    changed.map((key) => [
      child("pulumiLabels", key),
      before[key] === undefined ? "add" : labels[key] === undefined ? "delete" : "update",
    ]),
  );
}

function labelsIn(outputs: PropertyMap): PropertyMap {
  const labels = outputs.pulumiLabels === undefined ? {} : reveal(outputs.pulumiLabels);
  return isObject(labels) ? labels : {};
}
