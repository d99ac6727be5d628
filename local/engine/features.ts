/**
 * Parts of the deployment format that not every reader knows of. A state that has one names it, and is of version 4 instead
 * of 3, so that an older engine refuses it instead of dropping them (`ApplyFeatures` in `pkg/resource/stack/deployment.go`).
 */
import type { ResourceState } from "./state";

const tests: Readonly<Record<string, (state: ResourceState) => boolean>> = {
  hooks: ({ resourceHooks = {} }) => Object.keys(resourceHooks).length > 0,
  replaceWith: ({ replaceWith = [] }) => replaceWith.length > 0,
  taint: ({ taint }) => taint === true,
};

/** Those that these resources make use of. */
export function featuresOf(resources: readonly ResourceState[]): string[] {
  return Object.keys(tests).filter((feature) => resources.some((state) => tests[feature]?.(state)));
}

export function isKnownFeature(feature: unknown): boolean {
  return typeof feature === "string" && Object.hasOwn(tests, feature);
}
