/** `destroy`: deletes what the state tells of, without a program. Whatever forbids it is found before anything is deleted. */
import type { Contents, DeleteRefusal } from "../provider";
import { Callbacks } from "./callbacks";
import { deleteAll } from "./deletion";
import { defaultParallel } from "./deployment";
import { messageOf } from "./errors";
import { Executor } from "./execute";
import { DependencyGraph } from "./graph";
import { Hooks } from "./hooks";
import { withCreated } from "./interrupted";
import { Journal, saveWhole } from "./journal";
import { Limiter } from "./limiter";
import type { CompletedStep, DestroyOptions, OperationResult, Refusal } from "./operation";
import { Providers, placed, revealed } from "./providers";
import { Reporter } from "./reporter";
import type { ResourceState } from "./state";
import { deleteReplacedStep, deleteStep, forgetStep, type Step, untargetedStep } from "./step";
import { goingWithTargets, notTargeted, Scope } from "./targets";
import { isProviderType, isRootStack, parseUrn } from "./urn";

/** Deletes all resources, or the targets, those that need others first. */
export async function destroy(options: DestroyOptions): Promise<OperationResult> {
  const { rehearsal = false, store, cloud, signal } = options;
  const reporter = new Reporter(options.emit, rehearsal);
  const loaded = (await store.load()) ?? { resources: [], pendingOperations: [] };
  reporter.prelude(options.config);
  const providers = new Providers(cloud, loaded.resources);
  // What nobody knew of is deleted with the rest.
  const settled = await withCreated(loaded, loaded.pendingOperations, { providers, reporter });
  const journal = new Journal(settled, rehearsal ? undefined : store);
  const staying = options.excludeProtected ? protectedAndNeeded(journal.base) : new Set<ResourceState>();
  let refusals: Refusal[] = [];
  let completed: readonly CompletedStep[] = [];
  try {
    if (settled !== loaded && !rehearsal) await saveWhole(store, settled);
    const scope = new Scope(options);
    const targeted = goingWithTargets(scope, journal.base);
    const going = journal.base.filter((state) => !staying.has(state) && (targeted?.has(state.urn) ?? true));
    refuseMisses(scope, journal, reporter);
    if (!reporter.failed) {
      refuseUnasked(going, scope, reporter);
      const refused = await refusedOf(going, providers);
      const full = refused.filter((one): one is Full => "contents" in one.refusal);
      const emptied = options.emptyBuckets ? full.filter(({ refusal }) => refusal.contents.canBeEmptied) : [];
      refusals = refused.flatMap(({ state, refusal }) => ("property" in refusal ? { urn: state.urn, ...refusal } : []));
      tellObstacles(going, refusals, reporter);
      tellFull(
        full.filter((one) => !emptied.includes(one)),
        reporter,
      );
      if (!reporter.failed && !signal?.aborted) await empty(emptied, providers, reporter, rehearsal);
    }
    if (!reporter.failed) completed = await deleteGoing(going, options, journal, providers, reporter);
    await journal.finish(!reporter.failed && !signal?.aborted);
  } catch (error) {
    reporter.error(messageOf(error));
  }

  if (signal?.aborted) reporter.cancelled("destroy");
  else if (reporter.failed) reporter.error("destroy failed");
  else if (staying.size > 0) tellStaying(staying, reporter);
  reporter.summary({});
  const snapshot = journal.snapshot();
  return {
    outcome: reporter.failed ? "failed" : "succeeded",
    changes: reporter.changes,
    outputs: snapshot.resources.find(({ urn }) => isRootStack(urn))?.outputs ?? {},
    snapshot,
    seconds: reporter.seconds,
    completed,
    ...(refusals.length > 0 && { refusals }),
  };
}

/** Protected resources, and whatever they need: parents, providers, dependencies. The stack they are in stays too. */
function protectedAndNeeded(base: readonly ResourceState[]): Set<ResourceState> {
  const staying = new DependencyGraph(base).withNeeded(base.filter(({ protect }) => protect));
  const root = base.find(({ urn }) => isRootStack(urn));
  if (staying.size > 0 && root) staying.add(root);
  return staying;
}

function refuseMisses({ targets }: Scope, { base }: Journal, reporter: Reporter): void {
  const urns = base.map(({ urn }) => urn);
  for (const message of targets.misses(urns, "target")) reporter.error(message);
}

/** What needs a target goes with it, which has to be asked for. */
function refuseUnasked(going: readonly ResourceState[], scope: Scope, reporter: Reporter): void {
  if (!scope.isLimited || scope.dependents) return;
  for (const { urn } of going) if (!scope.targets.has(urn)) reporter.error(notTargeted(urn), urn);
}

interface Refused {
  state: ResourceState;
  refusal: DeleteRefusal;
}
type Full = Refused & { refusal: { contents: Contents } };

async function refusedOf(going: readonly ResourceState[], providers: Providers): Promise<Refused[]> {
  const urns = new Set(going.map(({ urn }) => urn));
  const refused: Refused[] = [];
  for (const state of going) {
    if (!isDeletedInCloud(state, urns)) continue;
    const provider = await providers.configured(state.provider as string);
    const refusal = provider.refusesDelete(placed(state), revealed(state));
    if (refusal) refused.push({ state, refusal });
  }
  return refused;
}

/** Those that are not empty, in one message. */
function tellFull(full: readonly Full[], reporter: Reporter): void {
  if (full.length === 0) return;
  const remedies = full.map(({ state, refusal: { contents } }) => {
    const flag = contents.canBeEmptied ? ", or use --empty-buckets" : "";
    return `${holding({ state, refusal: { contents } })}: ${contents.remedy}${flag}`;
  });
  reporter.error(
    `nothing was deleted: the cloud would refuse ${full.length} of the resources, which are not empty:${lines(remedies)}`,
  );
}

async function empty(
  full: readonly Full[],
  providers: Providers,
  reporter: Reporter,
  rehearsal: boolean,
): Promise<void> {
  if (full.length === 0) return;
  for (const { state } of full) await (await providers.configured(state.provider as string)).empty?.(placed(state));
  reporter.info(`${rehearsal ? "to be emptied" : "emptied"} before anything is deleted:${lines(full.map(holding))}`);
}

function holding({ state, refusal: { contents } }: Full): string {
  const { count, of } = contents;
  return `${labelOf(state.urn)}: ${count} ${of}${count === 1 ? "" : "s"}`;
}

function isDeletedInCloud(state: ResourceState, going: ReadonlySet<string>): boolean {
  const { custom, external, type, retainOnDelete, pendingReplacement, deletedWith } = state;
  if (!custom || external || isProviderType(type) || retainOnDelete || pendingReplacement) return false;
  return !deletedWith || !going.has(deletedWith);
}

/** All of them, each kind in one message. */
function tellObstacles(going: readonly ResourceState[], refusals: readonly Refusal[], reporter: Reporter): void {
  const guarded = going.filter((state) => state.protect && !state.delete);
  if (guarded.length > 0)
    reporter.error(
      `nothing was deleted: ${guarded.length} of the resources are protected. Use --exclude-protected to keep them and ` +
        `what they need; or remove \`protect\` from them in the program and run \`up\`, and destroy then.${listed(guarded)}`,
    );
  for (const reason of new Set(refusals.map((refusal) => refusal.reason))) {
    const refused = refusals.filter((refusal) => refusal.reason === reason);
    reporter.error(
      `nothing was deleted: the cloud would refuse ${refused.length} of the resources: ${reason}${listed(refused)}`,
    );
  }
  const hooked = going.filter(({ resourceHooks = {} }) => resourceHooks.BeforeDelete || resourceHooks.AfterDelete);
  if (hooked.length > 0)
    reporter.error(
      "nothing was deleted: not supported by the local engine: delete hooks in a destroy, which runs no program to call " +
        `them in. Remove them in the program and run \`up\`, and destroy then.${listed(hooked)}`,
    );
}

async function deleteGoing(
  going: readonly ResourceState[],
  options: DestroyOptions,
  journal: Journal,
  providers: Providers,
  reporter: Reporter,
): Promise<readonly CompletedStep[]> {
  const callbacks = new Callbacks();
  let stopReason: string | undefined;
  const executor = new Executor({
    preview: false,
    journal,
    providers,
    hooks: new Hooks(callbacks, reporter, false),
    reporter,
    limiter: new Limiter(options.parallel ?? defaultParallel),
    stopped: () => stopReason ?? (options.signal?.aborted ? "cancelled" : undefined),
    onStateNotSaved: (error) => {
      stopReason = error.message;
    },
  });
  // As the real engine has it, what is no target, or stays protected, is told of.
  if (options.targets?.length || options.excludeProtected) await executor.chain(stepsForStaying(going, journal));
  await deleteAll(stepsFor(going), journal.base, executor);
  return executor.completed;
}

function stepsForStaying(going: readonly ResourceState[], journal: Journal): Step[] {
  const isGoing = new Set(going);
  const staying = journal.base.filter((state) => !isGoing.has(state) && !state.delete && !state.pendingReplacement);
  return staying.map(untargetedStep);
}

function stepsFor(going: readonly ResourceState[]): Step[] {
  const urns = new Set(going.map(({ urn }) => urn));
  return going.map((state) => {
    if (state.pendingReplacement) return forgetStep(state);
    const step = state.delete ? deleteReplacedStep(state, false) : deleteStep(state);
    return state.deletedWith && urns.has(state.deletedWith) ? { ...step, withAnother: true } : step;
  });
}

function tellStaying(staying: ReadonlySet<ResourceState>, reporter: Reporter): void {
  const guarded = [...staying].filter(({ protect }) => protect);
  reporter.info(
    `${staying.size} resources stay: ${guarded.length} that are protected, and what they need.${listed(guarded)}`,
  );
}

function listed(states: readonly { urn: string }[]): string {
  return lines(states.map(({ urn }) => labelOf(urn)));
}

function lines(texts: readonly string[]): string {
  return texts.map((text) => `\n  ${text}`).join("");
}

function labelOf(urn: string): string {
  const { name, type } = parseUrn(urn);
  return `${name} (${type})`;
}
