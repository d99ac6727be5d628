/** What an operation that was killed left half done. How far it got is asked of the cloud, so that nothing is lost. */
import type { ConfiguredProvider } from "../provider";
import { revealMap } from "../values";
import { type DriftContext, driftOf, mended, withReferences } from "./drift";
import { EngineError, messageOf } from "./errors";
import { hasCounterpart, identityOf, withAnswer } from "./providers";
import type { PendingOperation, ResourceState, Snapshot } from "./state";
import type { Step } from "./step";

/** What a person says of interrupted creates. */
export interface PendingCreates {
  /** URN → id of what was made. */
  ids: ReadonlyMap<string, string>;
  /** Drop those of which nobody can tell. */
  clear: boolean;
}

const nothingSaid: PendingCreates = { ids: new Map(), clear: false };

/**
 * The snapshot with what interrupted creates have made in it, so that it is kept, changed or deleted like all else. A create
 * of which nobody can tell stays pending.
 */
export async function withCreated(
  snapshot: Snapshot,
  operations: readonly PendingOperation[],
  context: Pick<DriftContext, "providers" | "reporter">,
  { ids, clear }: PendingCreates = nothingSaid,
): Promise<Snapshot> {
  let settled = snapshot;
  for (const operation of operations) {
    if (operation.type !== "creating") continue;
    const { urn } = operation.resource;
    const id = ids.get(urn);
    try {
      const made = await madeBy(operation, settled, context, id);
      settled = adopted(withoutOperation(settled, operation), made);
      tell(operation, context, made.length > 0 ? found(made) : "the cloud has not made it");
    } catch (error) {
      if (id !== undefined) context.reporter.error(`it was not imported: ${messageOf(error)}`, urn);
      else if (clear) settled = withoutOperation(settled, operation);
      const unknown = `whether the cloud has made it is not known (${messageOf(error)})`;
      tell(
        operation,
        context,
        `${unknown}. ${clear && id === undefined ? "It was dropped, as was asked for" : wayOut}`,
      );
    }
  }
  return settled;
}

const wayOut =
  "It stays pending in the state, and is tried again if the program still wants it. Look in the cloud: what is there, " +
  "refresh --import-pending-creates takes into the state; where nothing is, refresh --clear-pending-creates or state " +
  "delete drops it";

/** What is said of creates that are not pending. */
export function notPending({ pendingOperations }: Snapshot, { ids }: PendingCreates): string[] {
  const pending = pendingOperations.filter(({ type }) => type === "creating").map(({ resource }) => resource.urn);
  const known = pending.length === 0 ? "there is none" : `there are:${pending.map((urn) => `\n  ${urn}`).join("")}`;
  return [...ids.keys()]
    .filter((urn) => !pending.includes(urn))
    .map((urn) => `no create of ${JSON.stringify(urn)} is pending; ${known}`);
}

/** The snapshot as the cloud has it, as far as an earlier operation leaves that in doubt. */
export async function afterInterruption(snapshot: Snapshot, context: DriftContext): Promise<Snapshot> {
  const { pendingOperations } = snapshot;
  const created = await withCreated(snapshot, pendingOperations, context);
  for (const operation of pendingOperations)
    if (operation.type === "reading" || operation.type === "importing")
      tell(operation, context, "it is done again if the program still wants it");
  return withUncertainRead(created, context);
}

/** The snapshot with what interrupted updates and deletes have left of their resources. */
async function withUncertainRead(snapshot: Snapshot, context: DriftContext): Promise<Snapshot> {
  const uncertain = snapshot.pendingOperations.filter(({ type }) => type === "updating" || type === "deleting");
  if (uncertain.length === 0) return snapshot;
  for (const operation of uncertain) tell(operation, context, "how far it got is read from the cloud first");
  const meantBy = ({ resource: { urn, id } }: PendingOperation) =>
    snapshot.resources.filter((state) => state.urn === urn && (id === undefined || state.id === id));
  const { drift } = await driftOf([...new Set(uncertain.flatMap(meantBy))], context);
  const isUnread = (operation: PendingOperation) => meantBy(operation).some((state) => !drift.has(state));
  return {
    resources: mended(snapshot.resources, drift),
    pendingOperations: snapshot.pendingOperations.filter(
      (operation) => !uncertain.includes(operation) || isUnread(operation),
    ),
  };
}

async function madeBy(
  { resource }: PendingOperation,
  { resources }: Snapshot,
  { providers, reporter }: Pick<DriftContext, "providers" | "reporter">,
  said: string | undefined,
): Promise<ResourceState[]> {
  if (!hasCounterpart(resource)) return [];
  const provider = await providers.configured(resource.provider ?? "");
  // What was deleted to be replaced is gone, and its successor may have its id.
  const known = resources.flatMap(({ urn, id, pendingReplacement }) =>
    urn === resource.urn && id && !pendingReplacement ? [id] : [],
  );
  const made: ResourceState[] = [];
  for (const id of said === undefined ? await orphansOf(resource, provider, known) : [said]) {
    if (known.includes(id)) throw new EngineError(`the state has it already under the id ${JSON.stringify(id)}`);
    const answer = await provider.read(
      { ...identityOf(resource), id },
      { inputs: revealMap(resource.inputs), outputs: {} },
    );
    if (!answer && said !== undefined)
      throw new EngineError(`the cloud has no ${resource.type} with the id ${JSON.stringify(id)}`);
    if (!answer) continue;
    const now = new Date().toISOString();
    const state = { ...resource, id, ...withAnswer(resource, answer), created: now, modified: now };
    const step: Step = { op: "import", urn: state.urn, new: state, logical: true };
    reporter.starting(step);
    reporter.done(step);
    made.push(state);
  }
  return made;
}

async function orphansOf(resource: ResourceState, provider: ConfiguredProvider, known: string[]): Promise<string[]> {
  if (!provider.orphans) throw new EngineError("its provider cannot tell");
  return provider.orphans(identityOf(resource), { known });
}

/** What was made last is the resource; what had its URN before was being replaced by it. */
function adopted({ resources, pendingOperations }: Snapshot, made: readonly ResourceState[]): Snapshot {
  const last = made.at(-1);
  if (!last) return { resources, pendingOperations };
  const urns = new Set(resources.map(({ urn }) => urn));
  const whole = made.map((state) => withReferences(state, (urn) => urns.has(urn)));
  const others = [...resources, ...whole.slice(0, -1)]
    .filter(({ urn, pendingReplacement }) => urn !== last.urn || !pendingReplacement)
    .map((state) => (state.urn === last.urn ? { ...state, delete: true } : state));
  return { resources: [...others, ...whole.slice(-1)], pendingOperations };
}

function withoutOperation({ resources, pendingOperations }: Snapshot, settled: PendingOperation): Snapshot {
  return { resources, pendingOperations: pendingOperations.filter((operation) => operation !== settled) };
}

function found(made: readonly ResourceState[]): string {
  return `the cloud has made it (id ${made.map(({ id }) => id).join(", ")}), and the state has it now`;
}

function tell({ resource, type }: PendingOperation, { reporter }: Pick<DriftContext, "reporter">, what: string): void {
  reporter.warning(`an earlier operation was interrupted while ${type} ${resource.urn}; ${what}.`, resource.urn);
}
