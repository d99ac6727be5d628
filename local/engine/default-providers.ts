/** The provider a resource gets when the program gives it none: one per package and version, configured by the stack. */
import type { Cloud } from "../provider";
import { type PropertyMap, Secret } from "../values";
import { EngineError } from "./errors";
import type { OperationOptions } from "./operation";
import { ownPackage } from "./stack-references";
import { packageOf } from "./urn";

const disableKey = "pulumi:disable-default-providers";

type Config = OperationOptions["config"];

export interface DefaultProvider {
  name: string;
  inputs: PropertyMap;
}

/**
 * The default provider of a package, to be registered like any other; throws where the stack disables it. The engine's own
 * is never disabled (`shouldDenyRequest` in `pkg/resource/deploy/default_providers.go`).
 */
export function defaultProvider(
  pkg: string,
  requested: string,
  wantedBy: string,
  config: Config,
  cloud: Cloud,
): DefaultProvider {
  if (pkg === ownPackage) return { name: "default", inputs: {} };
  if (disabledPackages(config).some((name) => name === "*" || name === pkg))
    throw new EngineError(
      `the default provider of ${pkg} is disabled (${disableKey} in the stack's config), so ${wantedBy} must be given a ` +
        "provider: the option `provider`, or a parent that has one",
    );
  const version = requested || cloud.version(pkg);
  return {
    name: version ? `default_${version.replaceAll(/[.+-]/g, "_")}` : "default",
    inputs: { ...packageConfig(pkg, config), ...(version && { version, __internal: {} }) },
  };
}

function packageConfig(pkg: string, { values, secretKeys }: Config): PropertyMap {
  const inputs: PropertyMap = {};
  for (const [key, value] of Object.entries(values))
    if (packageOf(key) === pkg)
      inputs[key.slice(pkg.length + 1)] = secretKeys.includes(key) ? new Secret(value) : value;
  return inputs;
}

function disabledPackages({ values }: Config): string[] {
  const text = values[disableKey];
  if (!text) return [];
  try {
    const names: unknown = JSON.parse(text);
    if (Array.isArray(names) && names.every((name) => typeof name === "string"))
      return names.map((name) => name.trim());
  } catch {
    // Said below, as any other wrong value.
  }
  throw new EngineError(`config ${disableKey} is ${text}; give a list of packages, such as ["*"] or ["gcp"]`);
}
