/** `refresh`: takes into the state what has become of its resources in the cloud. No program is run, and nothing is changed there. */
import { defaultParallel } from "./deployment";
import { driftOf, mended } from "./drift";
import { messageOf } from "./errors";
import { notPending, withCreated } from "./interrupted";
import { saveWhole } from "./journal";
import { Limiter } from "./limiter";
import type { CompletedStep, OperationResult, RefreshOptions } from "./operation";
import { Providers } from "./providers";
import { Reporter } from "./reporter";
import { withStackReferences } from "./stack-references";
import type { PendingOperation, ResourceState, Snapshot } from "./state";
import { Scope } from "./targets";
import { isRootStack } from "./urn";

/** What could be read is in the state afterwards, also where something else could not. */
export async function refresh(options: RefreshOptions): Promise<OperationResult> {
  const { store, preview: isPreview = false, signal } = options;
  const reporter = new Reporter(options.emit, isPreview);
  const loaded = (await store.load()) ?? { resources: [], pendingOperations: [] };
  reporter.prelude(options.config);
  let refreshed: Refreshed = { snapshot: loaded, completed: [] };
  try {
    const scope = new Scope(options);
    const urns = loaded.resources.map(({ urn }) => urn);
    const misses = [...scope.targets.misses(urns, "target"), ...notPending(loaded, pendingCreatesIn(options))];
    for (const message of misses) reporter.error(message);
    if (misses.length === 0) {
      refreshed = await refreshedFrom(loaded, scope, options, reporter);
      if (!isPreview) await saveWhole(store, refreshed.snapshot);
    }
  } catch (error) {
    reporter.error(messageOf(error));
  }
  if (signal?.aborted) reporter.cancelled("refresh");
  else if (reporter.failed) reporter.error("refresh failed");
  reporter.summary({});
  const { snapshot, completed } = refreshed;
  return {
    outcome: reporter.failed ? "failed" : "succeeded",
    changes: reporter.changes,
    outputs: snapshot.resources.find(({ urn }) => isRootStack(urn))?.outputs ?? {},
    snapshot,
    seconds: reporter.seconds,
    completed,
  };
}

interface Refreshed {
  snapshot: Snapshot;
  completed: readonly CompletedStep[];
}

async function refreshedFrom(
  loaded: Snapshot,
  scope: Scope,
  options: RefreshOptions,
  reporter: Reporter,
): Promise<Refreshed> {
  const { cloud, stackOutputs, parallel = defaultParallel, signal } = options;
  const context = {
    providers: new Providers(withStackReferences(cloud, stackOutputs), loaded.resources),
    reporter,
    limiter: new Limiter(parallel),
    stopped: () => signal?.aborted === true,
    counted: true,
  };
  const states = loaded.resources.filter((state) => scope.includes(state));
  const { drift, completed } = await driftOf(states, context);
  const pending = loaded.pendingOperations.filter((operation) => !isSettled(operation, states, drift));
  const read = { resources: mended(loaded.resources, drift), pendingOperations: pending };
  const creates = pending.filter(({ resource }) => scope.includes(resource));
  const snapshot = await withCreated(read, creates, context, pendingCreatesIn(options));
  return { snapshot, completed };
}

function pendingCreatesIn({ importPendingCreates = new Map(), clearPendingCreates = false }: RefreshOptions) {
  return { ids: importPendingCreates, clear: clearPendingCreates };
}

/** How a resource is by now is known; how a create ended is another question. */
function isSettled(
  { resource, type }: PendingOperation,
  states: readonly ResourceState[],
  read: ReadonlyMap<ResourceState, unknown>,
): boolean {
  if (type === "creating") return false;
  const own = states.filter(({ urn }) => urn === resource.urn);
  return own.length > 0 && own.every((state) => read.has(state));
}
