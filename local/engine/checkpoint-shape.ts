/** What a state file must look like before anything is believed of it: its shape, then that it holds together. */
import { z } from "zod";
import { ChangingState } from "./changes";
import { EngineError, Unsupported } from "./errors";
import { isKnownFeature } from "./features";
import type { Snapshot } from "./state";
import { isProviderType, parseProviderReference, providerReference } from "./urn";

const seconds = z.number().optional();
const strings = z.array(z.string());
const stringLists = z.record(z.string(), strings);

const resourceShape = z.object({
  urn: z.string().startsWith("urn:pulumi:"),
  custom: z.boolean(),
  delete: z.boolean().optional(),
  id: z.string().optional(),
  type: z.string().min(1),
  inputs: z.record(z.string(), z.unknown()).optional(),
  outputs: z.record(z.string(), z.unknown()).optional(),
  parent: z.string().optional(),
  protect: z.boolean().optional(),
  external: z.boolean().optional(),
  dependencies: strings.optional(),
  initErrors: strings.optional(),
  provider: z.string().optional(),
  propertyDependencies: stringLists.optional(),
  pendingReplacement: z.boolean().optional(),
  additionalSecretOutputs: strings.optional(),
  aliases: strings.optional(),
  customTimeouts: z.object({ create: seconds, update: seconds, delete: seconds, read: seconds }).optional(),
  importID: z.string().optional(),
  retainOnDelete: z.boolean().optional(),
  deletedWith: z.string().optional(),
  replaceWith: strings.optional(),
  created: z.string().optional(),
  modified: z.string().optional(),
  sourcePosition: z.string().optional(),
  stackTrace: z.array(z.object({ sourcePosition: z.string().optional() })).optional(),
  ignoreChanges: strings.optional(),
  replaceOnChanges: strings.optional(),
  taint: z.boolean().optional(),
  replacementTrigger: z.unknown().optional(),
  hideDiff: strings.optional(),
  resourceHooks: stringLists.optional(),
});

const operationTypes = ["creating", "updating", "deleting", "reading", "importing"] as const;

const operationShape = z.object({ resource: resourceShape, type: z.enum(operationTypes) });

const deploymentShape = z.object({
  resources: z.array(resourceShape).nullish(),
  pending_operations: z.array(operationShape).nullish(),
});

const number = z.int().nonnegative();

const changeShape = z.strictObject({
  begun: operationShape.optional(),
  ended: z.array(number).optional(),
  changed: z.tuple([number, resourceShape]).optional(),
  gone: number.optional(),
  kept: number.optional(),
  added: resourceShape.optional(),
});

export type RawResource = z.infer<typeof resourceShape>;

/** Fields that a real engine acts on and this one does not: dropping them would change what the state means. */
const unsupportedFields = ["refreshBeforeUpdate", "viewOf", "extensionRef", "snippetID"];

/** The deployment, with all that was changed in it since. */
export function checkDeployment(json: unknown, changes: readonly unknown[]): Snapshot<RawResource> {
  const { version, features, deployment } = asObject(json, "the file");
  if (version !== 3 && version !== 4)
    throw new EngineError(
      `it is of version ${JSON.stringify(version)}; the local engine reads version 3 and version 4`,
    );
  const unknown = (Array.isArray(features) ? features : []).filter((feature) => !isKnownFeature(feature));
  if (unknown.length > 0) throw new Unsupported(`a state that needs the features ${unknown.join(", ")}`);
  refuseUnsupported(asObject(deployment, "deployment").resources);
  const { resources, pending_operations } = checked(deploymentShape, deployment, "deployment");
  const state = new ChangingState({ resources: resources ?? [], pendingOperations: pending_operations ?? [] });
  for (const change of checked(z.array(changeShape), changes, "changes in the journal beside it: "))
    state.apply(change);
  const snapshot = state.snapshot();
  checkIntegrity(snapshot.resources);
  return snapshot;
}

function checked<T>(shape: z.ZodType<T>, value: unknown, name: string): T {
  const parsed = shape.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new EngineError(
    parsed.error.issues
      .map((issue) => issueText(issue, name))
      .slice(0, 5)
      .join("; "),
  );
}

function issueText({ path, message }: { path: PropertyKey[]; message: string }, name: string): string {
  const place = path.map((key) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`)).join("");
  return `${name}${place}: ${message}`;
}

function asObject(value: unknown, what: string): Record<string, unknown> {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  const kind = value === null ? "null" : Array.isArray(value) ? "a list" : typeof value;
  throw new EngineError(`${what} is ${kind}, not an object`);
}

function refuseUnsupported(resources: unknown): void {
  for (const resource of Array.isArray(resources) ? resources : [])
    for (const field of unsupportedFields)
      if (resource?.[field]) throw new Unsupported(`the field ${field} of ${resource.urn} in the state`);
}

/** What a resource refers to comes before it, and of resources with one URN at most one is still wanted. */
function checkIntegrity(resources: readonly RawResource[]): void {
  const seen = new Set<string>();
  const wanted = new Set<string>();
  const providers = new Set<string>();
  const refuse = (urn: string, reason: string): never => {
    throw new EngineError(`resource ${urn} ${reason}`);
  };
  for (const resource of resources) {
    const { urn, id, type, provider } = resource;
    for (const needed of urnsNeeded(resource)) if (!seen.has(needed)) refuse(urn, `needs ${needed}, not before it`);
    // A resource that is deleted already, and not yet made again, may outlive its provider.
    if (provider && !resource.pendingReplacement && !providers.has(provider))
      refuse(urn, `needs provider ${parseProviderReference(provider).urn}, not before it`);
    if (!resource.delete && wanted.has(urn)) refuse(urn, "is there twice");
    if (isProviderType(type)) providers.add(providerReference(urn, id));
    if (!resource.delete) wanted.add(urn);
    seen.add(urn);
  }
}

function urnsNeeded(resource: RawResource): string[] {
  const { parent, dependencies = [], propertyDependencies = {}, deletedWith, replaceWith = [] } = resource;
  const others = [parent, deletedWith].filter((urn) => urn !== undefined && urn !== "") as string[];
  return [...others, ...dependencies, ...Object.values(propertyDependencies).flat(), ...replaceWith];
}
