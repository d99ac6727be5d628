/** `up` and its preview: a server, a program that talks to it, and a deployment that answers. */
import { Deployment, defaultParallel } from "./deployment";
import { engineService } from "./engine-service";
import { messageOf } from "./errors";
import { afterInterruption } from "./interrupted";
import { saveWhole } from "./journal";
import { Limiter } from "./limiter";
import { Monitor } from "./monitor";
import type { OperationOptions, OperationResult, UpOptions } from "./operation";
import { startProgram } from "./program";
import { Providers } from "./providers";
import { Reporter } from "./reporter";
import { serve } from "./server";
import { withStackReferences } from "./stack-references";
import type { Snapshot } from "./state";
import { Selection } from "./targets";

/** Shows what `up` would do. Makes nothing, saves nothing; what only the cloud can tell is unknown. */
export function preview(options: UpOptions): Promise<OperationResult> {
  return run(options, true);
}

/** Makes the cloud what the program wants; the state is saved after every step. */
export function up(options: UpOptions): Promise<OperationResult> {
  return run(options, false);
}

async function run(given: UpOptions, isPreview: boolean): Promise<OperationResult> {
  const options = { ...given, cloud: withStackReferences(given.cloud, given.stackOutputs) };
  const reporter = new Reporter(options.emit, isPreview);
  const loaded = (await options.store.load()) ?? { resources: [], pendingOperations: [] };
  reporter.prelude(options.config);
  given.cloud.learn?.(given.config.values);
  const misses = await missesOf(options, isPreview, loaded);
  for (const message of misses) reporter.error(message);
  const settled = misses.length > 0 ? loaded : await settle(options, isPreview, loaded, reporter);
  const deployment = new Deployment(options, isPreview, settled, reporter);
  const name = isPreview ? "preview" : "update";
  const cancel = () => deployment.stop("cancelled");
  options.signal?.addEventListener("abort", cancel, { once: true });
  if (options.signal?.aborted) cancel();
  try {
    if (!reporter.failed) await runProgram(options, deployment, reporter);
  } catch (error) {
    reporter.error(messageOf(error));
  } finally {
    options.signal?.removeEventListener("abort", cancel);
    deployment.callbacks.close();
  }
  if (options.signal?.aborted) reporter.cancelled(name);
  else if (reporter.failed) reporter.error(`${name} failed`);
  reporter.summary(deployment.policyPacks);
  return {
    outcome: reporter.failed ? "failed" : "succeeded",
    changes: reporter.changes,
    outputs: deployment.stackOutputs,
    snapshot: deployment.journal.snapshot(),
    seconds: reporter.seconds,
    completed: deployment.completed,
  };
}

/**
 * What is named and does not exist, before anything is done. A target may be what the program is yet to register: then the
 * program is asked, in a preview that nobody sees.
 */
async function missesOf(options: UpOptions, isPreview: boolean, loaded: Snapshot): Promise<string[]> {
  const { targets = [], replace = [] } = options;
  const known = loaded.resources.map(({ urn }) => urn);
  const misses = new Selection(replace).misses(known, "resource to replace");
  const missing = new Selection(targets);
  if (misses.length > 0 || isPreview || missing.misses(known, "target").length === 0) return misses;
  const registered = await registeredBy(options, loaded);
  return registered ? missing.misses([...known, ...registered], "target") : [];
}

/** Nothing where the program fails: the operation itself will tell why. */
async function registeredBy(options: UpOptions, loaded: Snapshot): Promise<readonly string[] | undefined> {
  const reporter = new Reporter(() => undefined, true);
  const unseen = { ...options, targets: [], replace: [], analyzers: [] };
  const deployment = new Deployment(unseen, true, loaded, reporter);
  const cancel = () => deployment.stop("cancelled");
  options.signal?.addEventListener("abort", cancel, { once: true });
  try {
    await runProgram(unseen, deployment, reporter);
    return reporter.failed ? undefined : deployment.urns;
  } catch {
    return undefined;
  } finally {
    options.signal?.removeEventListener("abort", cancel);
    deployment.callbacks.close();
  }
}

/** What an earlier operation has left half done is found out before anything is planned. */
async function settle(options: UpOptions, isPreview: boolean, loaded: Snapshot, reporter: Reporter): Promise<Snapshot> {
  const { cloud, parallel = defaultParallel, signal, store } = options;
  const providers = new Providers(cloud, loaded.resources);
  const stopped = () => signal?.aborted === true;
  const context = { providers, reporter, limiter: new Limiter(parallel), stopped, counted: false };
  const settled = await afterInterruption(loaded, context);
  if (settled === loaded || isPreview) return settled;
  await saveWhole(store, settled).catch((error) => reporter.error(messageOf(error)));
  return settled;
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
    if (!saidDone && !reporter.failed && !options.signal?.aborted)
      reporter.error("the program has ended without having said that it is done, and without a reason");
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
