/**
 * A deployment from a file that Pulumi or `flotilla` has written: a `stack export` of either, a checkpoint of Pulumi's file
 * backend, or a preview as JSON. Secrets stay as they are, so no passphrase is needed.
 */
import { z } from "zod";
import { type Deployment, deploymentOf, type RawResource } from "./deployment";
import type { Values } from "./values";

/** What was given is not what can be read; the message says what is wrong with it. */
export class NotADeployment extends Error {
  override readonly name = "NotADeployment";
}

const values = z
  .record(z.string(), z.unknown())
  .nullish()
  .transform((given) => given ?? {});
/** The real engine, in Go, writes a list without anything in it as null. */
const texts = z
  .array(z.string())
  .nullish()
  .transform((given) => given ?? []);
const seconds = z.number().optional();

const resourceShape = z.object({
  urn: z.string().startsWith("urn:pulumi:"),
  type: z.string().min(1),
  custom: z.boolean().optional(),
  delete: z.boolean().optional(),
  external: z.boolean().optional(),
  id: z.string().optional(),
  parent: z.string().optional(),
  protect: z.boolean().optional(),
  provider: z.string().optional(),
  inputs: values,
  outputs: values,
  dependencies: texts,
  propertyDependencies: z
    .record(z.string(), texts)
    .nullish()
    .transform((given) => given ?? {}),
  ignoreChanges: texts,
  additionalSecretOutputs: texts,
  aliases: texts,
  customTimeouts: z.object({ create: seconds, update: seconds, delete: seconds }).optional(),
  sourcePosition: z.string().optional(),
  stackTrace: z.array(z.object({ sourcePosition: z.string().optional() })).optional(),
});

const resources = z.array(resourceShape).nullish();
const version = z.number().refine((given) => given === 3 || given === 4, { error: "versions 3 and 4 can be read" });
const exported = z.object({ version, deployment: z.object({ resources }) });
const checkpoint = z.object({ checkpoint: z.object({ latest: z.object({ resources }).nullish() }) });
const changes = z.record(z.string(), z.number());
const planned = z.object({ op: z.string(), oldState: resourceShape.nullish(), newState: resourceShape.nullish() });
const diagnostic = z.object({ severity: z.string(), message: z.string() });
const digest = z.object({
  steps: z.array(planned),
  diagnostics: z.array(diagnostic).nullish(),
  changeSummary: changes.nullish(),
});

const told = z.object({ metadata: z.object({ op: z.string(), new: resourceShape.nullish() }) });
const event = z.object({
  sequence: z.number(),
  resourcePreEvent: told.optional(),
  resOutputsEvent: told.optional(),
  diagnosticEvent: diagnostic.optional(),
  summaryEvent: z.object({ resourceChanges: changes }).optional(),
});

type Event = z.infer<typeof event>;

const formats =
  "it is to be what pulumi stack export or flotilla state export writes, or a preview of either with --json (of pulumi, " +
  "with --show-sames too)";

/** @throws {NotADeployment} with one message, for any text that is not a whole deployment */
export function readDeployment(text: string): Deployment {
  return deploymentOf(readResources(text));
}

/**
 * All that stands, or would after the preview, components and providers too, in the order in which it was made.
 *
 * @throws {NotADeployment} with one message, for any text that is not a whole deployment
 */
export function readResources(text: string): RawResource[] {
  const json = parsed(text);
  if (json === undefined) return fromEvents(events(text));
  if (has(json, "sequence")) return fromEvents([checked(event, json)]);
  if (has(json, "steps")) return fromDigest(checked(digest, json));
  if (has(json, "checkpoint")) return checked(checkpoint, json).checkpoint.latest?.resources ?? [];
  if (has(json, "deployment")) return checked(exported, json).deployment.resources ?? [];
  throw new NotADeployment(`it is JSON of another kind: ${formats}`);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function has(json: unknown, key: string): boolean {
  return typeof json === "object" && json !== null && Object.hasOwn(json, key);
}

function checked<T>(shape: z.ZodType<T>, json: unknown): T {
  const result = shape.safeParse(json);
  if (result.success) return result.data;
  const [{ path, message } = { path: [], message: "" }] = result.error.issues;
  throw new NotADeployment(`${path.join(".")}: ${message}; ${formats}`);
}

/** A line of JSON for each event. */
function events(text: string): Event[] {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const read = lines.map(parsed);
  if (read.length === 0) throw new NotADeployment(`it is empty: ${formats}`);
  if (!has(read[0], "sequence")) throw new NotADeployment(`it is not JSON: ${formats}`);
  const broken = read.indexOf(undefined);
  if (broken >= 0) throw new NotADeployment(`line ${broken + 1} is not JSON, so the preview is not whole: ${formats}`);
  return read.map((one) => checked(event, one));
}

/** Steps after which something of the stack's own stands; the others delete, read, or come before one of these. */
const standing = ["create", "update", "same", "import", "create-replacement", "import-replacement"];

interface Step {
  op: string;
  state: RawResource;
}

/** What a step will come to is told twice: as it begins, and, with its outputs, as it ends. */
function fromEvents(all: readonly Event[]): RawResource[] {
  const summary = all.findLast(({ summaryEvent }) => summaryEvent)?.summaryEvent;
  if (!summary) throw new NotADeployment("it has no summary at its end, so the preview is not whole");
  refuseFailed(all.flatMap(({ diagnosticEvent }) => diagnosticEvent ?? []));
  const steps = new Map<string, Step>();
  for (const { resourcePreEvent, resOutputsEvent } of all) {
    const { op, new: state } = (resourcePreEvent ?? resOutputsEvent)?.metadata ?? { op: "" };
    if (state && standing.includes(op)) steps.set(state.urn, { op, state });
  }
  return whole([...steps.values()], summary.resourceChanges);
}

/** A digest tells of outputs only what they were before. */
function fromDigest({ steps, diagnostics, changeSummary }: z.infer<typeof digest>): RawResource[] {
  refuseFailed(diagnostics ?? []);
  const kept = steps.flatMap(({ op, oldState, newState }) =>
    newState && standing.includes(op)
      ? { op, state: { ...newState, outputs: foretold(op, newState, oldState ?? undefined) } }
      : [],
  );
  return whole(kept, changeSummary ?? {});
}

function foretold(op: string, { inputs = {}, outputs = {} }: RawResource, old: RawResource | undefined): Values {
  if (Object.keys(outputs).length > 0) return outputs;
  return op === "same" ? (old?.outputs ?? {}) : { ...(op === "update" && old?.outputs), ...inputs };
}

/** Whether it is what is said at the end of whatever failed, after why; and of a plan that is whole, where a policy was violated. */
export function isClosing(message: string): boolean {
  return /^(preview|update) failed\s*$/.test(message);
}

function refuseFailed(diagnostics: readonly z.infer<typeof diagnostic>[]): void {
  const error = diagnostics.find(({ severity, message }) => severity === "error" && !isClosing(message));
  if (error) throw new NotADeployment(`the preview failed, so it is not whole: ${error.message.trim()}`);
}

function whole(steps: readonly Step[], changeSummary: Readonly<Record<string, number>>): RawResource[] {
  const told = steps.filter(({ op }) => op === "same").length;
  const same = changeSummary.same ?? 0;
  if (told < same)
    throw new NotADeployment(`the preview leaves out ${same - told} resources that stay as they are: add --show-sames`);
  return steps.map(({ state }) => state);
}
