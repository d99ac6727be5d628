/** Resources, violations and remediations between the engine's terms and the analyzer protocol's. */
import {
  type AnalyzeDiagnostic,
  AnalyzeRequest,
  AnalyzerPropertyDependencies,
  AnalyzerProviderResource,
  AnalyzerResource,
  AnalyzerResourceOptions,
  EnforcementLevel,
  type PolicyInfo as PolicyInfoMessage,
  PolicySeverity,
  type Remediation as RemediationMessage,
} from "@pulumi/pulumi/proto/analyzer_pb";
import type { AnalyzedResource, PolicyInfo, Remediation, Violation } from "../analyzer";
import { fromStruct, toStruct } from "../engine/marshal";
import { revealMap } from "../values";

export const levels: Record<number, Violation["enforcementLevel"]> = {
  [EnforcementLevel.ADVISORY]: "advisory",
  [EnforcementLevel.MANDATORY]: "mandatory",
  [EnforcementLevel.REMEDIATE]: "remediate",
  [EnforcementLevel.DISABLED]: "disabled",
};

const severities: Record<number, string> = {
  [PolicySeverity.POLICY_SEVERITY_LOW]: "low",
  [PolicySeverity.POLICY_SEVERITY_MEDIUM]: "medium",
  [PolicySeverity.POLICY_SEVERITY_HIGH]: "high",
  [PolicySeverity.POLICY_SEVERITY_CRITICAL]: "critical",
};

export function severityOf(severity: number): string | undefined {
  return severities[severity];
}

export function policyInfo(message: PolicyInfoMessage): PolicyInfo {
  const framework = message.getFramework();
  return {
    name: message.getName(),
    description: message.getDescription(),
    enforcementLevel: levels[message.getEnforcementlevel()] ?? "mandatory",
    severity: severityOf(message.getSeverity()),
    fix: message.getRemediationSteps(),
    url: message.getUrl(),
    tags: message.getTagsList(),
    framework: framework && {
      name: framework.getName(),
      version: framework.getVersion(),
      reference: framework.getReference(),
      specification: framework.getSpecification(),
    },
  };
}

export function analyzeRequest(resource: AnalyzedResource): AnalyzeRequest {
  return new AnalyzeRequest()
    .setUrn(resource.urn)
    .setType(resource.type)
    .setName(resource.name)
    .setProperties(toStruct(revealMap(resource.properties)))
    .setOptions(optionsMessage(resource.options))
    .setProvider(providerMessage(resource.provider));
}

export function stackResource(resource: AnalyzedResource): AnalyzerResource {
  const message = new AnalyzerResource()
    .setUrn(resource.urn)
    .setType(resource.type)
    .setName(resource.name)
    .setProperties(toStruct(revealMap(resource.properties)))
    .setOptions(optionsMessage(resource.options))
    .setProvider(providerMessage(resource.provider))
    .setParent(resource.parent)
    .setDependenciesList(resource.dependencies);
  for (const [property, urns] of Object.entries(resource.propertyDependencies))
    if (urns.length > 0)
      message.getPropertydependenciesMap().set(property, new AnalyzerPropertyDependencies().setUrnsList(urns));
  return message;
}

function optionsMessage(options: AnalyzedResource["options"]): AnalyzerResourceOptions {
  const timeouts = new AnalyzerResourceOptions.CustomTimeouts()
    .setCreate(options.customTimeouts?.create ?? 0)
    .setUpdate(options.customTimeouts?.update ?? 0)
    .setDelete(options.customTimeouts?.delete ?? 0);
  return new AnalyzerResourceOptions()
    .setProtect(options.protect)
    .setIgnorechangesList(options.ignoreChanges)
    .setDeletebeforereplace(options.deleteBeforeReplace ?? false)
    .setDeletebeforereplacedefined(options.deleteBeforeReplace !== undefined)
    .setAliasesList(options.aliases)
    .setAdditionalsecretoutputsList(options.additionalSecretOutputs)
    .setCustomtimeouts(timeouts)
    .setParent(options.parent);
}

function providerMessage(provider: AnalyzedResource["provider"]): AnalyzerProviderResource | undefined {
  return (
    provider &&
    new AnalyzerProviderResource()
      .setUrn(provider.urn)
      .setType(provider.type)
      .setName(provider.name)
      .setProperties(toStruct(revealMap(provider.properties)))
  );
}

/** `version` and `severity` are the pack's own, for what the diagnostic leaves open. */
export function violation(
  diagnostic: AnalyzeDiagnostic,
  version: string | undefined,
  severity: string | undefined,
): Violation {
  return {
    policyName: diagnostic.getPolicyname(),
    policyPackName: diagnostic.getPolicypackname(),
    policyPackVersion: version ?? diagnostic.getPolicypackversion(),
    message: diagnostic.getMessage(),
    enforcementLevel: levels[diagnostic.getEnforcementlevel()] ?? "mandatory",
    severity: severityOf(diagnostic.getSeverity()) ?? severity,
    urn: diagnostic.getUrn() || undefined,
  };
}

/** A policy that only has something to say leaves the resource as it is. */
export function remediation(
  message: RemediationMessage,
  resource: AnalyzedResource,
  version: string | undefined,
): Remediation {
  return {
    policyName: message.getPolicyname(),
    policyPackName: message.getPolicypackname(),
    policyPackVersion: version ?? message.getPolicypackversion(),
    properties: message.hasProperties() ? fromStruct(message.getProperties()) : resource.properties,
    diagnostic: message.getDiagnostic(),
  };
}
