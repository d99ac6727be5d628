/**
 * A deployment from a file that Pulumi or `flotilla` has written: a `stack export` of either, a checkpoint of Pulumi's file
 * backend, or a preview as JSON. Secrets stay as they are, so no passphrase is needed.
 */
import { z } from "zod";
import { type Deployment, deploymentOf } from "./deployment";

/** What was given is not what can be read; the message says what is wrong with it. */
export class NotADeployment extends Error {
  override readonly name = "NotADeployment";
}

const values = z.record(z.string(), z.unknown());

const resourceShape = z.object({
  urn: z.string().startsWith("urn:pulumi:"),
  type: z.string().min(1),
  custom: z.boolean().optional(),
  delete: z.boolean().optional(),
  external: z.boolean().optional(),
  id: z.string().optional(),
  inputs: values.nullish().transform((inputs) => inputs ?? {}),
  outputs: values.nullish().transform((outputs) => outputs ?? {}),
  propertyDependencies: z
    .record(z.string(), z.array(z.string()).nullable())
    .nullish()
    .transform((lists) => Object.fromEntries(Object.entries(lists ?? {}).map(([key, urns]) => [key, urns ?? []]))),
});

const resources = z.array(resourceShape).nullish();
const version = z.number().refine((given) => given === 3 || given === 4, { error: "versions 3 and 4 can be read" });
const exported = z.object({ version, deployment: z.object({ resources }) });
const checkpoint = z.object({ checkpoint: z.object({ latest: z.object({ resources }).nullish() }) });
const changes = z.record(z.string(), z.number());
const planned = z.object({ op: z.string(), newState: resourceShape.nullish() });
const digest = z.object({ steps: z.array(planned), changeSummary: changes.nullish() });

const event = z.object({
  sequence: z.number(),
  resourcePreEvent: z.object({ metadata: z.object({ op: z.string(), new: resourceShape.nullish() }) }).optional(),
  summaryEvent: z.object({ resourceChanges: changes }).optional(),
});

type Event = z.infer<typeof event>;

const formats =
  "it is to be what pulumi stack export or flotilla state export writes, or a preview of either with --json (of pulumi, " +
  "with --show-sames too)";

/** @throws {NotADeployment} with one message, for any text that is not a whole deployment */
export function readDeployment(text: string): Deployment {
  const json = parsed(text);
  if (json === undefined) return fromEvents(events(text));
  if (has(json, "sequence")) return fromEvents([checked(event, json)]);
  if (has(json, "steps")) return fromSteps(checked(digest, json));
  if (has(json, "checkpoint")) return deploymentOf(checked(checkpoint, json).checkpoint.latest?.resources ?? []);
  if (has(json, "deployment")) return deploymentOf(checked(exported, json).deployment.resources ?? []);
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

function fromEvents(all: readonly Event[]): Deployment {
  const summary = all.findLast(({ summaryEvent }) => summaryEvent)?.summaryEvent;
  if (!summary) throw new NotADeployment("it has no summary at its end, so the preview is not whole");
  const steps = all.flatMap(({ resourcePreEvent }) =>
    resourcePreEvent ? [{ op: resourcePreEvent.metadata.op, newState: resourcePreEvent.metadata.new }] : [],
  );
  return fromSteps({ steps, changeSummary: summary.resourceChanges });
}

/** Steps after which something of the stack's own stands; the others delete, read, or come before one of these. */
const standing = ["create", "update", "same", "import", "create-replacement", "import-replacement"];

function fromSteps({ steps, changeSummary }: Pick<z.infer<typeof digest>, "steps" | "changeSummary">): Deployment {
  const kept = steps.filter(({ op }) => standing.includes(op));
  const told = kept.filter(({ op }) => op === "same").length;
  const same = changeSummary?.same ?? 0;
  if (told < same)
    throw new NotADeployment(`the preview leaves out ${same - told} resources that stay as they are: add --show-sames`);
  return deploymentOf(kept.flatMap(({ newState }) => newState ?? []));
}
