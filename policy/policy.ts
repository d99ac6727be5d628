/** The form of a policy, and how one is asked about a resource or a stack. */
import type { Props, Value } from "./values";

export type Severity = "low" | "medium" | "high" | "critical";
export type Level = "mandatory" | "advisory" | "disabled";

/** A control of a compliance framework that the policy carries out. */
export interface Control {
  framework: string;
  version: string;
  id: string;
  title: string;
}

/** A control of the CIS Google Cloud Platform Foundation Benchmark. */
export function cis(id: string, title: string): Control {
  return { framework: "CIS Google Cloud Platform Foundation Benchmark", version: "4.0.0", id, title };
}

/**
 * What a policy can say of a resource. `unknown` is a preview's answer only: the value is set, and will be judged at
 * `up`; a value that is not set at all is known, and judged now.
 */
export type Answer = "compliant" | "violated" | "not applicable" | "unknown";

export interface Resource {
  urn: string;
  type: string;
  name: string;
  /** For a resource policy the inputs, for a stack policy the outputs. */
  props: Props;
  provider?: { type: string; name: string };
  /** Whether the engine refuses to delete or replace it. */
  protect: boolean;
}

export interface StackResource extends Resource {
  /** The resources from whose outputs each property was made. */
  propertyDependencies: Record<string, StackResource[]>;
}

/** Where a check puts what it finds. */
export interface Report {
  /** `text` goes on after the path: "is not set, so …". */
  violation(path: string, text: string): void;
  /** The value at `path` decides, and is unknown in this preview. */
  unknown(path: string): void;
}

export interface StackReport {
  violation(resource: StackResource, path: string, text: string): void;
  unknown(resource: StackResource, path: string): void;
}

interface About<Name extends string> {
  /** Kebab case, and the name of its file. */
  name: Name;
  /** Completes "Refuses …". */
  refuses: string;
  /** The harm it does, in words that go on after a colon. */
  because: string;
  /** Completes "To fix: …". */
  fix: string;
  severity: Severity;
  frameworks?: readonly Control[];
  /** Ids of the same rule in other tools: `checkov:CKV_GCP_30`. */
  same?: readonly string[];
  /** The types it judges: one, some, or all that pass. */
  applies: string | readonly string[] | ((type: string) => boolean);
}

/** Judges one resource by its inputs, before anything is done to it. */
export interface ResourcePolicy<Name extends string = string> extends About<Name> {
  /** A check that reports nothing has found the resource compliant, unless it says that there was nothing to judge. */
  // biome-ignore lint/suspicious/noConfusingVoidType: most checks return nothing at all
  check(resource: Resource, report: Report): "not applicable" | void;
  /**
   * Path of a violation → the value that sets it right. Only where the resource keeps its place and its work, and whoever
   * may use it can go on doing so. Done where the policy's level is configured to be `remediate`, and by nobody's default.
   */
  remedy?: Readonly<Record<string, Value>>;
}

/** Judges the resources of a whole stack by their outputs, at the end of a preview or update. */
export interface StackPolicy<Name extends string = string> extends About<Name> {
  checkStack(resources: readonly StackResource[], report: StackReport): void;
}

export type Policy<Name extends string = string> = ResourcePolicy<Name> | StackPolicy<Name>;

export function policy<const Name extends string>(definition: ResourcePolicy<Name>): ResourcePolicy<Name> {
  return definition;
}

export function stackPolicy<const Name extends string>(definition: StackPolicy<Name>): StackPolicy<Name> {
  return definition;
}

export interface Violation {
  path: string;
  message: string;
  /** Of the resource at fault, where a stack was judged. */
  urn?: string;
}

export interface Verdict {
  answer: Answer;
  violations: Violation[];
}

export function judge(policy: ResourcePolicy, resource: Resource): Verdict {
  if (!appliesTo(policy, resource.type)) return { answer: "not applicable", violations: [] };
  const violations: Violation[] = [];
  const unknowns: string[] = [];
  const said = policy.check(resource, {
    violation: (path, text) => violations.push({ path, message: message(policy, path, text) }),
    unknown: (path) => unknowns.push(path),
  });
  return verdict(violations, unknowns, said ?? "compliant");
}

export function judgeStack(policy: StackPolicy, all: readonly StackResource[]): Verdict {
  const judged = all.filter(({ type }) => appliesTo(policy, type));
  if (judged.length === 0) return { answer: "not applicable", violations: [] };
  const violations: Violation[] = [];
  const unknowns: string[] = [];
  const report: StackReport = {
    violation: ({ urn }, path, text) => violations.push({ urn, path, message: message(policy, path, text) }),
    unknown: (_, path) => unknowns.push(path),
  };
  policy.checkStack(judged, report);
  return verdict(violations, unknowns, "compliant");
}

export function appliesTo({ applies }: Policy, type: string): boolean {
  if (typeof applies === "function") return applies(type);
  return typeof applies === "string" ? applies === type : applies.includes(type);
}

/** What the engine shows above every violation of the policy. */
export function description({ refuses, because }: Policy): string {
  return `Refuses ${refuses}: ${because}.`;
}

function message({ fix }: Policy, path: string, text: string): string {
  return `${path} ${text}. To fix: ${fix}.`;
}

function verdict(violations: Violation[], unknowns: string[], otherwise: Answer): Verdict {
  const answer = violations.length > 0 ? "violated" : unknowns.length > 0 ? "unknown" : otherwise;
  return { answer, violations };
}
