/** A running policy pack, asked over the analyzer protocol. */
import { basename } from "node:path";
import { Client, credentials, type MethodDefinition, type ServiceError, status } from "@grpc/grpc-js";
import { AnalyzerService } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import {
  type AnalyzeResponse,
  AnalyzerHandshakeRequest,
  type AnalyzerInfo,
  AnalyzerStackConfigureRequest,
  AnalyzeStackRequest,
  type ConfigureAnalyzerRequest,
  EnforcementLevel,
} from "@pulumi/pulumi/proto/analyzer_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import type { AnalyzedResource, Analyzer, PolicyInfo, Remediation, Violation } from "../analyzer";
import type { WaitingProcess } from "../sdk-process";
import { configuration } from "./configuration";
import { PolicyPackError } from "./errors";
import { checkPack } from "./pack-directory";
import { type PackLog, type PackProcess, startPackProcess } from "./pack-process";
import { analyzeRequest, policyInfo, remediation, stackResource, violation } from "./wire";

export interface PolicyPackOptions {
  project: string;
  stack: string;
  /** @default "organization", as in a backend that knows none */
  organization?: string;
  /** Whether this run is a preview. */
  dryRun: boolean;
  config: { values: Readonly<Record<string, string>>; secretKeys: readonly string[] };
  /** File with the configuration of its policies, as `--policy-pack-config` names it. @default none */
  configuration?: string;
  /** Gives up a pack that is still starting. */
  signal?: AbortSignal;
  /** What the pack logs. Errors are not logged: they end up in the error that is thrown. */
  log?: (entry: PackLog) => void;
  /** A process that was started for it already. */
  waiting?: WaitingProcess;
}

/** The real engine's own bound for messages; a whole stack is one message. */
const maxMessageBytes = 400 * 1024 * 1024;

/** Starts the pack in a directory and configures it. The pack lives until `close()`. */
export async function startPolicyPack(directory: string, options: PolicyPackOptions): Promise<Analyzer> {
  const { version } = checkPack(directory);
  const organization = options.organization ?? "organization";
  const environment = { ...options, organization, config: options.config.values };
  const { log = () => {}, signal, waiting } = options;
  const pack = await startPackProcess(directory, environment, log, signal, waiting);
  const client = new Client(`127.0.0.1:${pack.port}`, credentials.createInsecure(), {
    "grpc.max_receive_message_length": maxMessageBytes,
    "grpc.max_send_message_length": maxMessageBytes,
  });
  const connection = new Connection(client, pack);
  try {
    await connection.optional(AnalyzerService.handshake, new AnalyzerHandshakeRequest().setRootDirectory(directory));
    await connection.optional(AnalyzerService.configureStack, stackConfiguration(options, organization));
    const info = await connection.call(AnalyzerService.getAnalyzerInfo, new Empty());
    const configured = configurationOf(directory, info, options.configuration);
    if (configured) await connection.call(AnalyzerService.configure, configured);
    return new PolicyPack(connection, info, version, remediates(configured));
  } catch (error) {
    connection.close();
    throw error;
  }
}

function configurationOf(directory: string, info: AnalyzerInfo, file: string | undefined) {
  if (info.getSupportsconfig()) return configuration(info, file);
  if (file !== undefined) throw new PolicyPackError(`policy pack ${basename(directory)} takes no configuration`);
  return undefined;
}

function stackConfiguration(options: PolicyPackOptions, organization: string): AnalyzerStackConfigureRequest {
  const request = new AnalyzerStackConfigureRequest()
    .setStack(options.stack)
    .setProject(options.project)
    .setOrganization(organization)
    .setDryRun(options.dryRun)
    .setConfigSecretKeysList([...options.config.secretKeys]);
  for (const [key, value] of Object.entries(options.config.values)) request.getConfigMap().set(key, value);
  return request;
}

/** Whether any policy of the pack may change a resource: the server passes over those of other levels (`server.ts`). */
function remediates(configuration: ConfigureAnalyzerRequest | undefined): boolean {
  if (!configuration) return true;
  const policies = [...configuration.getPolicyconfigMap().entries()];
  return policies.some(([, policy]) => policy.getEnforcementlevel() === EnforcementLevel.REMEDIATE);
}

/** Calls to a pack; its crash is the error of every call under way. */
class Connection {
  constructor(
    private readonly client: Client,
    private readonly pack: PackProcess,
  ) {}

  call<Request, Answer>(method: MethodDefinition<Request, Answer>, request: Request): Promise<Answer> {
    const answer = new Promise<Answer>((resolve, reject) => {
      this.client.makeUnaryRequest(
        method.path,
        method.requestSerialize,
        method.responseDeserialize,
        request,
        (error, value) => (error ? reject(error) : resolve(value as Answer)),
      );
    });
    return Promise.race([answer.catch((error) => this.#explain(error)), this.pack.ended]);
  }

  /** For calls that older packs do not know. */
  async optional<Request, Answer>(method: MethodDefinition<Request, Answer>, request: Request): Promise<void> {
    try {
      await this.call(method, request);
    } catch (error) {
      if ((error as ServiceError).code !== status.UNIMPLEMENTED) throw error;
    }
  }

  close(): void {
    this.client.close();
    this.pack.stop();
  }

  /** A lost connection is the shadow of a pack that ends: its last words say more, and come with `ended`. */
  async #explain(error: ServiceError): Promise<never> {
    if (error.code === status.UNAVAILABLE || error.code === status.CANCELLED) return this.pack.ended;
    if (error.code === status.UNIMPLEMENTED) throw error;
    throw new PolicyPackError(error.details || error.message);
  }
}

class PolicyPack implements Analyzer {
  readonly name: string;
  readonly version: string;
  readonly policies: readonly PolicyInfo[];
  readonly #severities: Map<string, string | undefined>;

  constructor(
    private readonly connection: Connection,
    info: AnalyzerInfo,
    private readonly manifestVersion: string | undefined,
    private readonly remediates: boolean,
  ) {
    this.name = info.getName();
    this.version = manifestVersion ?? info.getVersion();
    this.policies = info.getPoliciesList().map(policyInfo);
    this.#severities = new Map(this.policies.map(({ name, severity }) => [name, severity]));
  }

  async remediate(resource: AnalyzedResource): Promise<Remediation[]> {
    if (!this.remediates) return [];
    const answer = await this.connection.call(AnalyzerService.remediate, analyzeRequest(resource));
    return answer.getRemediationsList().map((message) => remediation(message, resource, this.manifestVersion));
  }

  async analyze(resource: AnalyzedResource): Promise<Violation[]> {
    const violations = this.#violations(await this.connection.call(AnalyzerService.analyze, analyzeRequest(resource)));
    return violations.map((found) => ({ ...found, urn: found.urn ?? resource.urn }));
  }

  async analyzeStack(resources: readonly AnalyzedResource[]): Promise<Violation[]> {
    const request = new AnalyzeStackRequest().setResourcesList(resources.map(stackResource));
    return this.#violations(await this.connection.call(AnalyzerService.analyzeStack, request));
  }

  async close(): Promise<void> {
    await this.connection.optional(AnalyzerService.cancel, new Empty()).catch(() => {}); // a pack that is gone is closed
    this.connection.close();
  }

  #violations(answer: AnalyzeResponse): Violation[] {
    return answer
      .getDiagnosticsList()
      .map((diagnostic) =>
        violation(diagnostic, this.manifestVersion, this.#severities.get(diagnostic.getPolicyname())),
      );
  }
}
