/** The process a policy pack runs in, and the small engine it reports to. */
import type { ChildProcess } from "node:child_process";
import { basename } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout } from "node:timers/promises";
import { Server, ServerCredentials } from "@grpc/grpc-js";
import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import type { LogRequest } from "@pulumi/pulumi/proto/engine_pb";
import { LogSeverity } from "@pulumi/pulumi/proto/engine_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import type { SdkProcess, WaitingProcess } from "../sdk-process";
import { PolicyPackError } from "./errors";
import { startPack } from "./pack-runner";

export interface PackLog {
  severity: "debug" | "info" | "warning" | "error";
  message: string;
}

export interface PackEnvironment {
  project: string;
  stack: string;
  organization: string;
  dryRun: boolean;
  config: Readonly<Record<string, string>>;
}

/** A running pack: where it listens, and what it said before it ended. */
export interface PackProcess {
  port: number;
  /** Rejects when the pack ends by itself; never resolves. */
  ended: Promise<never>;
  /** Errors it reported, newest last. */
  complaints: string[];
  stop(): void;
}

export async function startPackProcess(
  directory: string,
  environment: PackEnvironment,
  log: (entry: PackLog) => void,
  signal: AbortSignal | undefined,
  waiting: WaitingProcess | undefined,
): Promise<PackProcess> {
  const complaints: string[] = [];
  const engine = await serveLog((entry) => {
    if (entry.severity === "error") complaints.push(entry.message);
    else log(entry);
  });
  const own = waiting?.take() ?? startPack(directory);
  const { child } = own;
  own.run([engine.address, directory], variables(environment));
  createInterface({ input: child.stderr }).on("line", (line) => {
    complaints.push(line);
    log({ severity: "info", message: line });
  });
  const ended = ending(own, directory, complaints);
  const lateness = new AbortController();
  const giveUp = () => own.stop();
  signal?.addEventListener("abort", giveUp);
  const stop = () => {
    own.stop();
    engine.close();
  };
  try {
    return {
      port: await Promise.race([firstPort(child, log), ended, tooLate(directory, lateness.signal)]),
      ended,
      complaints,
      stop,
    };
  } catch (error) {
    stop();
    throw error;
  } finally {
    lateness.abort();
    signal?.removeEventListener("abort", giveUp);
  }
}

function variables({ project, stack, organization, dryRun, config }: PackEnvironment): NodeJS.ProcessEnv {
  const values = { ORGANIZATION: organization, PROJECT: project, STACK: stack, DRY_RUN: String(dryRun) };
  const named = Object.entries(values).flatMap(([name, value]) => [
    [`PULUMI_NODEJS_${name}`, value],
    [`PULUMI_${name}`, value],
  ]);
  return { ...Object.fromEntries(named), PULUMI_CONFIG: JSON.stringify(config) };
}

/** A pack that is ready says so in a second or two; one that says nothing never will. */
const longestStart = 60_000;

async function tooLate(directory: string, started: AbortSignal): Promise<never> {
  await setTimeout(longestStart, undefined, { signal: started }).catch(() => new Promise<never>(() => {}));
  throw new PolicyPackError(`policy pack ${basename(directory)} has not started within ${longestStart / 1000} seconds`);
}

/** The first line is the port; what a policy prints later is passed on. */
function firstPort(child: ChildProcess, log: (entry: PackLog) => void): Promise<number> {
  return new Promise((resolve) => {
    if (!child.stdout) return;
    let started = false;
    createInterface({ input: child.stdout }).on("line", (line) => {
      if (started) log({ severity: "info", message: line });
      else if (/^\d+$/.test(line.trim())) {
        started = true;
        resolve(Number(line));
      }
    });
  });
}

function ending(own: SdkProcess, directory: string, complaints: readonly string[]): Promise<never> {
  const ended = own.ended.then(({ error, code, signal }) => {
    if (error) throw new PolicyPackError(`policy pack ${basename(directory)}: ${error.message}`);
    const how = signal ? `was ended by ${signal}` : `ended with code ${code}`;
    const said = complaints.length > 0 ? `:\n${complaints.join("\n")}` : "";
    throw new PolicyPackError(`policy pack ${basename(directory)} ${how}${said}`);
  });
  ended.catch(() => {}); // a pack that nobody waits for any more may end
  return ended;
}

const severities: Record<number, PackLog["severity"]> = {
  [LogSeverity.DEBUG]: "debug",
  [LogSeverity.INFO]: "info",
  [LogSeverity.WARNING]: "warning",
  [LogSeverity.ERROR]: "error",
};

/** The one call of the Engine service that a policy pack makes. */
async function serveLog(log: (entry: PackLog) => void): Promise<{ address: string; close(): void }> {
  const server = new Server();
  server.addService(EngineService, {
    log(call: { request: LogRequest }, done: (error: null, answer: Empty) => void) {
      log({ severity: severities[call.request.getSeverity()] ?? "info", message: call.request.getMessage() });
      done(null, new Empty());
    },
  });
  const port = await new Promise<number>((resolve, reject) =>
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    ),
  );
  return { address: `127.0.0.1:${port}`, close: () => server.forceShutdown() };
}
