/**
 * A package of the cloud as a gRPC `ResourceProvider`. Answers as the Terraform bridge does where the protocol leaves a choice
 * (`pkg/tfbridge/provider.go`): no secrets, resources or outputs are wanted on the way in, so the engine unwraps them and
 * gives the answers' properties their secrecy back.
 */
import { isDeepStrictEqual } from "node:util";
import { type handleUnaryCall, status } from "@grpc/grpc-js";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import type { IResourceProviderServer } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { fromStruct, toStruct, Unsupported } from "../engine";
import type { CheckFailure, Cloud, ConfiguredProvider, ManagedResource, Provider } from "../provider";
import { type PropertyMap, revealMap } from "../values";
import { diffResponse, plainDiff } from "./diff";
import type { Mark } from "./mark";

export interface Service {
  pkg: string;
  cloud: Cloud;
  mark: Mark;
  known: KnownToEngine;
}

/** What the engine's calls say of its state. */
export interface KnownToEngine {
  /** Whether it has made, changed or deleted anything. */
  changed: boolean;
  /** What it manages, as far as it has been named, by URN. */
  managed: Map<string, ManagedResource>;
}

export function providerService({ pkg, cloud, mark, known }: Service): Partial<IResourceProviderServer> {
  const provider = cloud.provider(pkg) as Provider;
  /** A provider of the program is a connection of its own; nothing in a later call says whose it is. */
  const configured = new Map<string, ConfiguredProvider>();
  const configuredFor = (connection: string): ConfiguredProvider => {
    const found = configured.get(connection);
    if (!found) throw new ServeError(status.FAILED_PRECONDITION, "the engine has not configured this provider");
    return found;
  };

  return {
    handshake: answer(async () => new messages.ProviderHandshakeResponse()),
    attach: answer(async () => new Empty()),
    getPluginInfo: answer(async () => new PluginInfo().setVersion(cloud.version(pkg) ?? "")),
    // Comes at the end of every run; the next one attaches anew.
    cancel: answer(async () => new Empty()),

    checkConfig: answer(async (request) => {
      const { inputs, failures } = await provider.checkConfig(request.getUrn(), mapOf(request.getNews()));
      return checkResponse(inputs, failures);
    }),
    diffConfig: answer(async (request) =>
      diffResponse(plainDiff(mapOf(request.getOldInputs()), mapOf(request.getNews())), true),
    ),
    configure: answer(async (request, connection) => {
      configured.set(connection, await provider.configure(request.getUrn() ?? "", mapOf(request.getArgs())));
      return new messages.ConfigureResponse().setSupportspreview(true);
    }),

    check: answer(async (request, connection) => {
      const { inputs, failures } = await configuredFor(connection).check(
        identityOf(request),
        oldInputs(request.getOlds()),
        mapOf(request.getNews()),
        request.getRandomseed_asU8(),
      );
      return checkResponse(inputs, failures);
    }),
    diff: answer(async (request, connection) => {
      const old = { inputs: mapOf(request.getOldInputs()), outputs: own(mark, request, request.getOlds()) };
      const news = mapOf(request.getNews());
      known.managed.set(request.getUrn(), placed(request)); // an import is followed by one
      return diffResponse(
        await configuredFor(connection).diff(placed(request), old, news, request.getIgnorechangesList()),
        false,
      );
    }),
    create: answer(async (request, connection) => {
      const preview = request.getPreview();
      const inputs = mapOf(request.getProperties());
      const { id, outputs } = await configuredFor(connection).create(identityOf(request), inputs, preview);
      if (!preview && id) {
        known.changed = true;
        known.managed.set(request.getUrn(), { ...identityOf(request), id });
      }
      return new messages.CreateResponse().setId(id ?? "").setProperties(toStruct(mark.put(outputs)));
    }),
    read: answer(async (request, connection) => {
      const inputs = mapOf(request.getInputs());
      const outputs = mapOf(request.getProperties());
      const ours = mark.strip(outputs);
      // What the program names by its id comes with its own properties as the state; anything else is a refresh.
      if (!ours && !isDeepStrictEqual(outputs, inputs)) throw notOurs(request);
      const found = await configuredFor(connection).read(placed(request), { inputs, outputs: ours ?? {} });
      if (!found && !ours) throw notOurs(request);
      if (!found) return new messages.ReadResponse();
      return new messages.ReadResponse()
        .setId(request.getId())
        .setInputs(toStruct(found.inputs))
        .setProperties(toStruct(mark.put(found.outputs)));
    }),
    update: answer(async (request, connection) => {
      const old = { inputs: mapOf(request.getOldInputs()), outputs: own(mark, request, request.getOlds()) };
      const preview = request.getPreview();
      const news = mapOf(request.getNews());
      const { outputs } = await configuredFor(connection).update(placed(request), old, news, preview);
      if (!preview) known.changed = true;
      return new messages.UpdateResponse().setProperties(toStruct(mark.put(outputs)));
    }),
    delete: answer(async (request, connection) => {
      const outputs = own(mark, request, request.getProperties());
      await configuredFor(connection).delete(placed(request), { inputs: mapOf(request.getOldInputs()), outputs });
      known.changed = true;
      return new Empty();
    }),

    invoke: answer(async (request, connection) => {
      const { result, failures } = await configuredFor(connection).invoke(request.getTok(), mapOf(request.getArgs()));
      return new messages.InvokeResponse().setReturn(toStruct(result)).setFailuresList(failures.map(failureMessage));
    }),
  };
}

class ServeError extends Error {
  constructor(
    readonly code: status,
    message: string,
  ) {
    super(message);
  }
}

/** A call without a handler is answered as unimplemented, which the engine understands. */
function answer<Request, Response>(
  work: (request: Request, connection: string) => Promise<Response>,
): handleUnaryCall<Request, Response> {
  return (call, callback) => {
    work(call.request, call.getPeer()).then(
      (response) => callback(null, response),
      (error) => callback({ code: error instanceof ServeError ? error.code : status.UNKNOWN, details: textOf(error) }),
    );
  };
}

function textOf(error: unknown): string {
  if (error instanceof Unsupported) return `not supported by the local cloud: ${error.what}`;
  return error instanceof Error ? error.message : String(error);
}

function mapOf(struct: Struct | undefined): PropertyMap {
  return revealMap(fromStruct(struct));
}

/** The engine sends an empty map where there is no old resource. */
function oldInputs(struct: Struct | undefined): PropertyMap | undefined {
  const inputs = mapOf(struct);
  return Object.keys(inputs).length === 0 ? undefined : inputs;
}

interface Named {
  getUrn(): string;
  getType(): string;
  getName(): string;
}
type Placed = Named & { getId(): string };

function identityOf(request: Named) {
  return { urn: request.getUrn(), type: request.getType(), name: request.getName() };
}

function placed(request: Placed) {
  return { ...identityOf(request), id: request.getId() };
}

/** The outputs of a resource that this cloud has made; it touches no other. */
function own(mark: Mark, request: Placed, outputs: Struct | undefined): PropertyMap {
  const found = mark.strip(mapOf(outputs));
  if (!found) throw notOurs(request);
  return found;
}

function notOurs(request: Placed): ServeError {
  const { id, type, urn } = placed(request);
  return new ServeError(
    status.FAILED_PRECONDITION,
    `this local cloud has made no ${type} with the id ${JSON.stringify(id)}, and touches nothing that another cloud has made: ` +
      `${urn} is as it was. If it is real, or another stack's, leave it to its own providers`,
  );
}

function checkResponse(inputs: PropertyMap, failures: readonly CheckFailure[]): messages.CheckResponse {
  return new messages.CheckResponse().setInputs(toStruct(inputs)).setFailuresList(failures.map(failureMessage));
}

function failureMessage({ property, reason }: CheckFailure): messages.CheckFailure {
  return new messages.CheckFailure().setProperty(property).setReason(reason);
}
