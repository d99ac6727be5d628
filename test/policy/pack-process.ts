/** Starts the built pack in a process of its own, as the engine does, and speaks the analyzer protocol with it. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { credentials, type ServiceError } from "@grpc/grpc-js";
import { AnalyzerClient } from "@pulumi/pulumi/proto/analyzer_grpc_pb.js";
import * as analyzer from "@pulumi/pulumi/proto/analyzer_pb.js";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { type JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";

const pack = join(__dirname, "../../policy");

export class PackProcess {
  readonly #child: ChildProcess;
  readonly #client: AnalyzerClient;

  private constructor(child: ChildProcess, port: string) {
    this.#child = child;
    this.#client = new AnalyzerClient(`127.0.0.1:${port}`, credentials.createInsecure());
  }

  /** @throws with what the pack wrote to its error output, when it ends before it says its port */
  static async start(config: Record<string, string>): Promise<PackProcess> {
    const program = [require.resolve("@pulumi/pulumi/cmd/run-policy-pack"), "no-engine-needed", pack];
    const child = spawn(process.execPath, program, {
      cwd: pack,
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, PULUMI_CONFIG: JSON.stringify(config) },
    });
    let errors = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      errors += text;
    });
    const port = once(createInterface(child.stdout), "line").then(([line]) => String(line));
    const ended = once(child, "close").then(([code]) => {
      throw new Error(`the pack ended with code ${code}: ${errors}`);
    });
    ended.catch(() => {}); // it also ends when the test stops it
    return new PackProcess(child, await Promise.race([port, ended]));
  }

  async info(): Promise<{ name: string; version: string; levels: Record<string, number> }> {
    const info = await this.#ask<analyzer.AnalyzerInfo>((done) => this.#client.getAnalyzerInfo(new Empty(), done));
    const levels = info.getPoliciesList().map((policy) => [policy.getName(), policy.getEnforcementlevel()]);
    return { name: info.getName(), version: info.getVersion(), levels: Object.fromEntries(levels) };
  }

  /** The violations of one resource, as "policy: message". */
  async analyze(type: string, properties: Record<string, JavaScriptValue>): Promise<string[]> {
    const request = new analyzer.AnalyzeRequest();
    request.setType(type);
    request.setUrn(`urn:pulumi:dev-ada::flotilla::${type}::subject`);
    request.setName("subject");
    request.setProperties(Struct.fromJavaScript(properties));
    request.setOptions(new analyzer.AnalyzerResourceOptions());
    const response = await this.#ask<analyzer.AnalyzeResponse>((done) => this.#client.analyze(request, done));
    return response.getDiagnosticsList().map((found) => `${found.getPolicyname()}: ${found.getMessage()}`);
  }

  async stop(): Promise<void> {
    this.#client.close();
    const ended = once(this.#child, "close");
    this.#child.kill();
    await ended;
  }

  #ask<Response>(call: (done: (error: ServiceError | null, response: Response) => void) => void): Promise<Response> {
    return new Promise((resolve, reject) => call((error, response) => (error ? reject(error) : resolve(response))));
  }
}
