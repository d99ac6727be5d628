/**
 * What the engine asks of a policy pack: the analyzer protocol, without its transport. `policy/` implements it by
 * starting a real pack; the engine calls it at the points where Pulumi's engine would.
 */
import type { PropertyMap } from "./values";

export interface AnalyzedResource {
  urn: string;
  type: string;
  name: string;
  /** Checked inputs, secrets laid open, unknowns left as `Unknown`. For a stack: the resource's outputs. */
  properties: PropertyMap;
  options: {
    protect: boolean;
    ignoreChanges: string[];
    deleteBeforeReplace: boolean | undefined;
    aliases: string[];
    additionalSecretOutputs: string[];
    customTimeouts: { create: number; update: number; delete: number } | undefined;
    parent: string;
  };
  provider: { urn: string; type: string; name: string; properties: PropertyMap } | undefined;
  parent: string;
  dependencies: string[];
  propertyDependencies: Record<string, string[]>;
}

export interface Violation {
  policyName: string;
  policyPackName: string;
  policyPackVersion: string;
  message: string;
  enforcementLevel: "advisory" | "mandatory" | "remediate" | "disabled";
  severity: string | undefined;
  urn: string | undefined;
}

/** What a pack tells of one of its policies. */
export interface PolicyInfo {
  name: string;
  description: string;
  enforcementLevel: Violation["enforcementLevel"];
  severity: string | undefined;
  /** How to end a violation; empty where the pack does not say. */
  fix: string;
  /** Where more is said; empty where the pack does not say. */
  url: string;
  tags: readonly string[];
  /** The control of a compliance framework that it carries out. */
  framework: { name: string; version: string; reference: string; specification: string } | undefined;
}

export interface Remediation {
  policyName: string;
  policyPackName: string;
  policyPackVersion: string;
  properties: PropertyMap;
  diagnostic: string;
}

export interface Analyzer {
  readonly name: string;
  readonly version: string;
  readonly policies: readonly PolicyInfo[];
  remediate(resource: AnalyzedResource): Promise<Remediation[]>;
  analyze(resource: AnalyzedResource): Promise<Violation[]>;
  analyzeStack(resources: readonly AnalyzedResource[]): Promise<Violation[]>;
  close(): Promise<void>;
}
