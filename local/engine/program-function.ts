/** A program that is a function, run in this process as Pulumi's automation API does (`automation/server.ts`). */
import type { ChannelOptions } from "@grpc/grpc-js";
import { isGrpcError, RunError } from "@pulumi/pulumi/errors";
import { setAllConfig } from "@pulumi/pulumi/runtime/config";
import * as settings from "@pulumi/pulumi/runtime/settings";
import { runInPulumiStack } from "@pulumi/pulumi/runtime/stack";
import * as runtimeState from "@pulumi/pulumi/runtime/state";
import type { ProgramRun, RunningProgram } from "./program";
import { signal } from "./signal";

type Work = () => Promise<Record<string, unknown> | undefined>;

/** The part of the SDK's runtime that its types leave out: one store per program, so that programs do not meet. */
const { withLocalStorage, getStore } = runtimeState as unknown as {
  withLocalStorage<T>(work: () => Promise<T>): Promise<T>;
  getStore(): { settings: { monitor?: { close(): void }; engine?: { close(): void } } };
};

/**
 * The server's port comes again, after some thousand operations in one process: then what failed to reach the server that
 * had it before, and waits to try again, must not stand in for a connection to this one (grpc-js shares them by address).
 */
const { grpcClientOptions } = settings as unknown as { grpcClientOptions: ChannelOptions };
grpcClientOptions["grpc.use_local_subchannel_pool"] = 1;

export function runFunction(run: ProgramRun, program: () => unknown): RunningProgram {
  const { happened, raise } = signal();
  return { ended: runToEnd(run, program, happened), stop: raise };
}

async function runToEnd(run: ProgramRun, program: () => unknown, stopped: Promise<void>): Promise<boolean> {
  const errors = new Set<unknown>();
  const caught = (error: unknown) => {
    // Each promise that an error goes through tells of it; and one of an earlier program tells that its engine has gone.
    if (errors.has(error) || isConnectionError(error)) return;
    errors.add(error);
    run.report("error", textOf(error));
  };
  process.on("uncaughtException", caught);
  process.on("unhandledRejection", caught);
  const work: Work = async () => (await program()) as Record<string, unknown> | undefined;
  const ended = withLocalStorage(() => runInStore(run, work, () => errors.size > 0)).then(
    () => true,
    (error) => {
      caught(error);
      return false;
    },
  );
  const succeeded = await Promise.race([ended, stopped.then(() => false)]);
  process.off("uncaughtException", caught);
  process.off("unhandledRejection", caught);
  return succeeded && errors.size === 0;
}

async function runInStore(run: ProgramRun, program: Work, hasErrors: () => boolean): Promise<void> {
  const { options, preview, address, organization, parallel } = run;
  settings.resetOptions(options.project, options.stack, parallel, address, address, preview, organization);
  setAllConfig({ ...options.config.values }, [...options.config.secretKeys]);
  const store = getStore();
  let failed = true;
  try {
    await runInPulumiStack(program);
    failed = false;
  } finally {
    // The signal says that all went well, and is answered when the engine has deleted what it must.
    await settings.disconnect(!failed && !hasErrors());
    store.settings.monitor?.close();
    store.settings.engine?.close();
  }
}

/** What the SDK throws when the engine is gone: a consequence, not a cause. */
function isConnectionError(error: unknown): boolean {
  return typeof error === "object" && error !== null && isGrpcError(error as Error);
}

function textOf(error: unknown): string {
  if (!(error instanceof Error)) return `the program threw ${String(error)}`;
  const isForUser: boolean = RunError.isInstance(error);
  return isForUser ? error.message : (error.stack ?? error.message);
}
