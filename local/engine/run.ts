/** `up` and its preview: a server, a program that talks to it, and a deployment that answers. */
import { Deployment, defaultParallel } from "./deployment";
import { engineService } from "./engine-service";
import { messageOf } from "./errors";
import { warnOfInterrupted } from "./interrupted";
import { Monitor } from "./monitor";
import type { OperationOptions, OperationResult } from "./operation";
import { startProgram } from "./program";
import { Reporter } from "./reporter";
import { serve } from "./server";

/** Shows what `up` would do. Makes nothing, saves nothing; what only the cloud can tell is unknown. */
export function preview(options: OperationOptions): Promise<OperationResult> {
  return run(options, true);
}

/** Makes the cloud what the program wants; the state is saved after every step. */
export function up(options: OperationOptions): Promise<OperationResult> {
  return run(options, false);
}

async function run(options: OperationOptions, isPreview: boolean): Promise<OperationResult> {
  const reporter = new Reporter(options.emit, isPreview);
  const loaded = await options.store.load();
  const deployment = new Deployment(options, isPreview, loaded, reporter);
  const name = isPreview ? "preview" : "update";
  reporter.prelude(options.config);
  warnOfInterrupted(deployment.journal.interrupted, reporter);
  const cancel = () => {
    deployment.stop("cancelled");
    reporter.cancelled();
  };
  options.signal?.addEventListener("abort", cancel, { once: true });
  if (options.signal?.aborted) cancel();
  try {
    await runProgram(options, deployment, reporter);
  } catch (error) {
    reporter.error(messageOf(error));
  } finally {
    options.signal?.removeEventListener("abort", cancel);
    deployment.callbacks.close();
  }
  if (options.signal?.aborted) reporter.error(`${name} cancelled`);
  else if (reporter.failed) reporter.error(`${name} failed`);
  reporter.summary(deployment.policyPacks);
  return {
    outcome: reporter.failed ? "failed" : "succeeded",
    changes: reporter.changes,
    outputs: deployment.stackOutputs,
    snapshot: deployment.journal.snapshot(),
    seconds: reporter.seconds,
  };
}

async function runProgram(options: OperationOptions, deployment: Deployment, reporter: Reporter): Promise<void> {
  const monitor = new Monitor(deployment, options.root);
  const server = await serve(monitor.service, engineService(reporter));
  const program = startProgram({
    options,
    preview: deployment.preview,
    address: server.address,
    organization: options.organization ?? "organization",
    parallel: options.parallel ?? defaultParallel,
    report: (severity, message) =>
      severity === "error" ? reporter.error(message) : reporter.diagnostic(severity, message),
  });
  // Hooks of what is under way may still be called; after that the program can bring nothing more.
  deployment.stopped.then(() => deployment.idle()).then(() => program.stop());
  try {
    const saidDone = await Promise.race([monitor.programDone.then(() => true), program.ended]);
    if (!saidDone) deployment.stop("the program has ended");
    await deployment.idle();
    await deployment.finish(saidDone);
    monitor.release();
    await program.ended;
  } finally {
    monitor.release();
    program.stop();
    server.close();
  }
}
