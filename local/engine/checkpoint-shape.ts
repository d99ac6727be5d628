/** What a state file must look like before anything is believed of it: its shape, then that it holds together. */
import { z } from "zod";
import { EngineError, Unsupported } from "./errors";
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
  ignoreChanges: strings.optional(),
  replaceOnChanges: strings.optional(),
  hideDiff: strings.optional(),
  resourceHooks: stringLists.optional(),
});

const operationTypes = ["creating", "updating", "deleting", "reading", "importing"] as const;

const deploymentShape = z.object({
  resources: z.array(resourceShape).nullish(),
  pending_operations: z.array(z.object({ resource: resourceShape, type: z.enum(operationTypes) })).nullish(),
});

export type RawResource = z.infer<typeof resourceShape>;
type RawOperation = { resource: RawResource; type: (typeof operationTypes)[number] };

/** Fields that a real engine acts on and this one does not: dropping them would change what the state means. */
const unsupportedFields = ["taint", "replacementTrigger", "refreshBeforeUpdate", "viewOf", "extensionRef", "snippetID"];

export function checkDeployment(json: unknown): { resources: RawResource[]; pending_operations: RawOperation[] } {
  const { version, features, deployment } = asObject(json, "the file");
  if (version !== 3)
    throw new EngineError(`it is of version ${JSON.stringify(version)}; the local engine reads version 3`);
  if (Array.isArray(features) && features.length > 0)
    throw new Unsupported(`a state that needs the features ${features.join(", ")}`);
  refuseUnsupported(asObject(deployment, "deployment").resources);
  const parsed = deploymentShape.safeParse(deployment);
  if (!parsed.success) throw new EngineError(parsed.error.issues.map(issueText).slice(0, 5).join("; "));
  const resources = parsed.data.resources ?? [];
  checkIntegrity(resources);
  return { resources, pending_operations: parsed.data.pending_operations ?? [] };
}

function issueText({ path, message }: { path: PropertyKey[]; message: string }): string {
  const place = path.map((key) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`)).join("");
  return `deployment${place}: ${message}`;
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
