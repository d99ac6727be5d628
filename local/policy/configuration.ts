/** The configuration a pack's policies start with: their schemas' defaults, then what the pack itself presets. */
import { type AnalyzerInfo, ConfigureAnalyzerRequest, PolicyConfig } from "@pulumi/pulumi/proto/analyzer_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { PolicyPackError } from "./errors";

type Properties = Record<string, unknown>;

/** As the real engine reconciles it (`pkg/resource/analyzer/config.go`), for a pack without a configuration file. */
export function initialConfiguration(info: AnalyzerInfo): ConfigureAnalyzerRequest {
  const preset = info.getInitialconfigMap();
  const presetForAll = preset.get("all")?.getEnforcementlevel();
  const request = new ConfigureAnalyzerRequest();
  const mistakes: string[] = [];
  for (const policy of info.getPoliciesList()) {
    const own = preset.get(policy.getName());
    const schema = policy.getConfigschema();
    const properties = { ...defaults(schema?.getProperties()), ...own?.getProperties()?.toJavaScript() };
    const missing = (schema?.getRequiredList() ?? []).filter((name) => !(name in properties));
    mistakes.push(
      ...missing.map((name) => `policy ${policy.getName()} needs ${name} configured, and has no default for it`),
    );
    const config = new PolicyConfig()
      .setEnforcementlevel(own?.getEnforcementlevel() ?? presetForAll ?? policy.getEnforcementlevel())
      .setProperties(Struct.fromJavaScript(properties as Parameters<typeof Struct.fromJavaScript>[0]));
    request.getPolicyconfigMap().set(policy.getName(), config);
  }
  if (mistakes.length > 0) throw new PolicyPackError(`policy pack ${info.getName()}: ${mistakes.join("; ")}`);
  return request;
}

function defaults(schema: Struct | undefined): Properties {
  const properties = (schema?.toJavaScript() ?? {}) as Record<string, { default?: unknown }>;
  return Object.fromEntries(
    Object.entries(properties).flatMap(([name, { default: value }]) => (value === undefined ? [] : [[name, value]])),
  );
}
