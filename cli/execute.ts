/** The engine, the cloud, the state and the policy packs of a task, put together for one operation. */
import {
  cloudSecrets,
  diagnosticEvent,
  type EngineEventBody,
  faultText,
  type LocalCloud,
  type OperationResult,
  prepareProgram,
  type Snapshot,
  type StateStore,
} from "../local";
import type { Gate } from "./gate";
import { numbered } from "./numbered";
import { otherStacks } from "./other-stacks";
import type { OperationKind } from "./output/operations";
import type { Presenter } from "./output/presenter";
import { type PackRun, startPacks } from "./packs";
import type { Task } from "./task";

/** Who is told what happens while it does. */
export interface Audience extends Pick<Presenter, "known" | "event">, Pick<Gate, "judges"> {}

/** With `plan`, nothing is changed: an up and a refresh only tell, and a destroy is rehearsed on a copy of the cloud. */
export async function execute(
  task: Task,
  kind: OperationKind,
  plan: boolean,
  audience: Audience,
  controller: AbortController,
): Promise<OperationResult> {
  const { input, machinery, project, stack, config, seed } = task;
  const emit = numbered((event) => audience.event(event));
  const { parallel, target: targets, targetDependents, replace, excludeProtected, clearPendingCreates } = input.options;
  const common = {
    project: project.name,
    stack: stack.stack,
    root: project.root,
    config,
    store: openStore(task, plan, (snapshot) => audience.known(snapshot.resources)),
    parallel,
    signal: controller.signal,
    seed,
    targets,
    targetDependents,
    stackOutputs: otherStacks(task),
  };
  if (kind === "destroy" || kind === "refresh") {
    const cloud = await openCloud(task, plan);
    const result = await (kind === "refresh"
      ? machinery.refresh({
          ...common,
          emit,
          cloud,
          preview: plan,
          importPendingCreates: task.pendingCreates,
          clearPendingCreates,
        })
      : machinery.destroy({
          ...common,
          emit,
          excludeProtected,
          emptyBuckets: input.options.emptyBuckets,
          cloud: plan ? cloud.copy() : cloud,
          rehearsal: plan,
        }));
    await cloud.close();
    tellUnmet(cloud, emit);
    emit({ cancelEvent: {} });
    return result;
  }
  for (const message of config.warnings) emit(diagnosticEvent("warning", message));
  const packs = startPacks(packRun(task), kind === "preview", emit, controller.signal);
  audience.judges(packs.analyzers);
  const waiting = prepareProgram(project.program);
  let failure: Error | undefined;
  packs.failure.then((error) => {
    failure = error;
    controller.abort(error);
  });
  const withoutEcho = (event: EngineEventBody) => {
    if (!failure || !event.diagnosticEvent?.message.includes(failure.message)) emit(event);
  };
  try {
    const cloud = await openCloud(task, plan);
    const program = { ...project.program, waiting };
    const options = { ...common, emit: withoutEcho, cloud, program, analyzers: packs.analyzers, replace };
    const result = await (kind === "preview" ? machinery.preview(options) : machinery.up(options));
    await cloud.close();
    tellUnmet(cloud, emit);
    if (failure) emit(diagnosticEvent("error", failure.message));
    emit({ cancelEvent: {} });
    return result;
  } finally {
    waiting?.drop();
    await packs.close();
  }
}

function packRun({ project, stack, config, machinery, packs }: Task): PackRun {
  return { project: project.name, stack: stack.stack, config, machinery, packs };
}

/** What is going to be written needs a passphrase: whether there is a right one is known before anything is done. */
function openStore(
  { machinery, folder, secrets }: Task,
  plan: boolean,
  loaded: (snapshot: Snapshot) => void,
): StateStore {
  const store = new machinery.FileStateStore(folder.state, secrets);
  const ready = plan ? Promise.resolve() : secrets().then(() => undefined);
  ready.catch(() => {}); // told by the first call
  return {
    async load() {
      const snapshot = await store.load(); // a state that cannot be read is told of first
      await ready;
      if (snapshot) loaded(snapshot);
      return snapshot;
    },
    append: (changes) => store.append(changes),
    save: (snapshot) => store.save(snapshot),
  };
}

/** What is made to fail is not made to fail in a plan. */
async function openCloud({ machinery, folder, faults, secrets, input }: Task, plan: boolean): Promise<LocalCloud> {
  const opened = cloudSecrets(folder, input.terminal.environment, secrets);
  const cloud = await machinery.LocalCloud.open(folder.cloud, opened, { preview: plan });
  if (!plan) for (const fault of faults) cloud.faults.add(fault);
  return cloud;
}

/** A rehearsal in which nothing failed has rehearsed nothing. */
function tellUnmet({ faults }: LocalCloud, emit: (event: EngineEventBody) => void): void {
  for (const fault of faults.unmet()) {
    const message = `there was no such operation, so nothing was rehearsed of: ${faultText(fault)}`;
    emit(diagnosticEvent("warning", message));
  }
}
