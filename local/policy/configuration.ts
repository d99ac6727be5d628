/** The configuration a pack's policies start with: their schemas' defaults, the pack's own presets, then what a file says. */
import {
  type AnalyzerInfo,
  ConfigureAnalyzerRequest,
  type EnforcementLevel,
  PolicyConfig,
  type PolicyInfo,
} from "@pulumi/pulumi/proto/analyzer_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { nearestName } from "../nearest-name";
import type { Configured } from "./configuration-file";
import { PolicyPackError } from "./errors";

type Properties = Record<string, unknown>;

/**
 * As the real engine reconciles it (`pkg/resource/analyzer/config.go`), but that a policy which the pack does not have is
 * a mistake: what was meant to be configured would not be.
 *
 * @throws {PolicyPackError} naming every mistake
 */
export function configuration(info: AnalyzerInfo, file?: string): ConfigureAnalyzerRequest {
  const policies = info.getPoliciesList();
  const given = file === undefined ? new Map<string, Configured>() : read().readConfiguration(file);
  const request = new ConfigureAnalyzerRequest();
  const mistakes = strangers(given, policies);
  for (const policy of policies) {
    const name = policy.getName();
    const said = given.get(name);
    const properties = {
      ...defaults(policy),
      ...presetOf(info, name)?.getProperties()?.toJavaScript(),
      ...said?.properties,
    };
    const level = said?.level ?? given.get("all")?.level ?? presetLevel(info, policy);
    mistakes.push(
      ...propertyMistakes(policy, properties, file !== undefined).map((wrong) => `policy ${name}: ${wrong}`),
    );
    request
      .getPolicyconfigMap()
      .set(
        name,
        new PolicyConfig()
          .setEnforcementlevel(level)
          .setProperties(Struct.fromJavaScript(properties as Parameters<typeof Struct.fromJavaScript>[0])),
      );
  }
  if (mistakes.length > 0)
    throw new PolicyPackError(`${file ?? `policy pack ${info.getName()}`}: ${mistakes.join("; ")}`);
  return request;
}

/** Loaded where there is a file to read: checking one takes a library that most runs can spare. */
const read = () => require("./configuration-file") as typeof import("./configuration-file");

const presetOf = (info: AnalyzerInfo, name: string) => info.getInitialconfigMap().get(name);

function presetLevel(info: AnalyzerInfo, policy: PolicyInfo): EnforcementLevel {
  const preset = presetOf(info, policy.getName()) ?? presetOf(info, "all");
  return preset?.getEnforcementlevel() ?? policy.getEnforcementlevel();
}

function strangers(given: ReadonlyMap<string, Configured>, policies: readonly PolicyInfo[]): string[] {
  const names = ["all", ...policies.map((policy) => policy.getName())];
  return [...given.keys()]
    .filter((name) => !names.includes(name))
    .map((name) => {
      const meant = nearestName(name, names);
      return `there is no policy ${name}${meant ? `; did you mean ${meant}?` : ""}`;
    });
}

function propertyMistakes(policy: PolicyInfo, properties: Properties, configured: boolean): string[] {
  const schema = policy.getConfigschema();
  const required = schema?.getRequiredList() ?? [];
  const missing = required.filter((name) => !(name in properties));
  if (missing.length > 0) return missing.map((name) => `it needs ${name} configured, and has no default for it`);
  if (!configured || !schema) return [];
  return read().propertyMistakes({ type: "object", properties: declared(policy), required }, properties);
}

function declared(policy: PolicyInfo): Record<string, { default?: unknown }> {
  return (policy.getConfigschema()?.getProperties()?.toJavaScript() ?? {}) as Record<string, { default?: unknown }>;
}

function defaults(policy: PolicyInfo): Properties {
  return Object.fromEntries(
    Object.entries(declared(policy)).flatMap(([name, { default: value }]) =>
      value === undefined ? [] : [[name, value]],
    ),
  );
}
