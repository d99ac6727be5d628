/** The engine, the cloud, the state and the policy packs of a task, put together for one operation. */
import { copyFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { EngineEvent, EngineEventBody, OperationResult, Snapshot, StateStore } from "../local";
import type { OperationKind } from "./output/operations";
import type { Presenter } from "./output/presenter";
import { startPacks } from "./packs";
import type { Task } from "./task";

/** With `plan`, a destroy is rehearsed: on a copy of the cloud, and a state that nobody saves. */
export async function execute(
  task: Task,
  kind: OperationKind,
  plan: boolean,
  presenter: Pick<Presenter, "known" | "event">,
  controller: AbortController,
): Promise<OperationResult> {
  const { input, machinery, project, stack, folder, config, seed } = task;
  const emit = numbered((event) => presenter.event(event));
  const store = openStore(task, (snapshot) => presenter.known(snapshot.resources));
  const common = {
    project: project.name,
    stack: stack.stack,
    root: project.root,
    config,
    store: plan ? unsaved(store) : store,
    parallel: input.options.parallel,
    signal: controller.signal,
    seed,
  };
  if (kind === "destroy") {
    const { excludeProtected } = input.options;
    const destroy = async (file: string) =>
      machinery.destroy({ ...common, emit, excludeProtected, cloud: await machinery.LocalCloud.open(file) });
    return plan ? onCopy(folder.cloud, destroy) : destroy(folder.cloud);
  }
  for (const message of config.warnings) emit({ diagnosticEvent: { message, color: "never", severity: "warning" } });
  const packs = startPacks(task, kind === "preview", emit, controller.signal);
  let failure: Error | undefined;
  packs.failure.then((error) => {
    failure = error;
    controller.abort(error);
  });
  const withoutEcho = (event: EngineEventBody) => {
    if (!failure || !event.diagnosticEvent?.message.includes(failure.message)) emit(event);
  };
  try {
    const cloud = await machinery.LocalCloud.open(folder.cloud, { preview: plan });
    const options = { ...common, emit: withoutEcho, cloud, program: project.program, analyzers: packs.analyzers };
    const result = await (kind === "preview" ? machinery.preview(options) : machinery.up(options));
    if (failure) emit({ diagnosticEvent: { message: failure.message, color: "never", severity: "error" } });
    return result;
  } finally {
    await packs.close();
  }
}

/** Opened when it is first asked, because its key may still be in the making. */
function openStore({ machinery, folder, secrets }: Task, loaded: (snapshot: Snapshot) => void): StateStore {
  const opened = secrets.then((known) => new machinery.FileStateStore(folder.state, known));
  opened.catch(() => {}); // told by the first call
  return {
    async load() {
      const snapshot = await (await opened).load();
      if (snapshot) loaded(snapshot);
      return snapshot;
    },
    save: async (snapshot) => (await opened).save(snapshot),
  };
}

function unsaved(store: StateStore): StateStore {
  return { load: () => store.load(), save: async () => {} };
}

async function onCopy<T>(file: string, use: (copy: string) => Promise<T>): Promise<T> {
  const directory = await mkdtemp(join(tmpdir(), "flotilla-plan-"));
  try {
    const copy = join(directory, "cloud.json");
    await copyFile(file, copy).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "ENOENT") throw error; // a stack that was never up has no cloud yet
    });
    return await use(copy);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

function numbered(emitEvent: (event: EngineEvent) => void): (event: EngineEventBody) => void {
  let sequence = 0;
  return (event) => emitEvent({ sequence: sequence++, timestamp: Math.floor(Date.now() / 1000), ...event });
}
