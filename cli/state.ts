/** What the commands about a stack's state have in common: it is read, or changed under the stack's lock. */
import {
  FileStateStore,
  lockStack,
  type PassphraseSecrets,
  type Snapshot,
  type StackFolder,
  stackFolder,
  stateSecrets,
} from "../local";
import type { CommandInput } from "./commands";
import { UsageError } from "./errors";
import { openProject, openStack } from "./session";

export interface StackState {
  project: string;
  stack: string;
  folder: StackFolder;
  /** Derived when they are first asked for: whether the state can be read at all is known before. */
  secrets: () => Promise<PassphraseSecrets>;
  store: FileStateStore;
}

export async function openState(input: CommandInput): Promise<StackState> {
  const project = openProject(input);
  const { stack } = openStack(project, input.options.stack);
  const folder = stackFolder(project, stack);
  let derived: Promise<PassphraseSecrets> | undefined;
  const secrets = () => (derived ??= stateSecrets(folder, input.terminal.environment));
  return {
    project: project.name,
    stack,
    folder,
    secrets,
    store: new FileStateStore(folder.state, secrets),
  };
}

/** Throws where the stack was never up. */
export async function readState({ stack, store }: StackState): Promise<Snapshot> {
  const snapshot = await store.load();
  if (!snapshot) throw new UsageError(`stack ${stack} is not up, so it has no state: run flotilla up --stack ${stack}`);
  return snapshot;
}

/** The lock is held from before the state is opened until it is saved. */
export async function changeState(
  input: CommandInput,
  operation: string,
  change: (state: StackState) => Promise<Snapshot>,
): Promise<void> {
  const project = openProject(input);
  const { stack } = openStack(project, input.options.stack);
  const lock = lockStack(stackFolder(project, stack), operation);
  try {
    const state = await openState(input);
    await state.store.save(await change(state));
  } finally {
    lock.release();
  }
}
