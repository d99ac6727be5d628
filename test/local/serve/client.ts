/** An engine's side of the provider protocol: a connection of its own for each provider. */
import { credentials, type ServiceError } from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { fromStruct, toStruct } from "../../../local/engine";
import type { PropertyMap } from "../../../local/values";

type Unary<Request, Response> = (
  request: Request,
  callback: (error: ServiceError | null, response: Response) => void,
) => unknown;

/** What a state knows of a resource. */
export interface Known {
  id: string;
  inputs: PropertyMap;
  outputs: PropertyMap;
}

export class Client {
  readonly #grpc: ResourceProviderClient;

  /** @param providers As in `PULUMI_DEBUG_PROVIDERS`. */
  constructor(providers: string, pkg: string) {
    const port = new Map(providers.split(",").map((entry) => entry.split(":") as [string, string])).get(pkg);
    // Without the option, connections to one port are one connection.
    this.#grpc = new ResourceProviderClient(`127.0.0.1:${port}`, credentials.createInsecure(), {
      "grpc.use_local_subchannel_pool": 1,
    });
  }

  /** Configured, as for every provider of a program. */
  static async of(providers: string, pkg: string, args: PropertyMap = {}): Promise<Client> {
    const client = new Client(providers, pkg);
    await client.configure(args);
    return client;
  }

  close(): void {
    this.#grpc.close();
  }

  async configure(args: PropertyMap): Promise<void> {
    await this.#call("configure", new messages.ConfigureRequest().setArgs(toStruct(args)));
  }

  handshake(): Promise<messages.ProviderHandshakeResponse> {
    return this.#call("handshake", new messages.ProviderHandshakeRequest());
  }

  async version(): Promise<string> {
    return (await this.#call<Empty, { getVersion(): string }>("getPluginInfo", new Empty())).getVersion();
  }

  async cancel(): Promise<void> {
    await this.#call("cancel", new Empty());
  }

  async checkConfig(args: PropertyMap): Promise<{ inputs: PropertyMap; failures: [string, string][] }> {
    return checked(await this.#call("checkConfig", new messages.CheckRequest().setNews(toStruct(args))));
  }

  async diffConfig(olds: PropertyMap, news: PropertyMap): Promise<messages.DiffResponse.AsObject> {
    const request = new messages.DiffRequest().setOldInputs(toStruct(olds)).setNews(toStruct(news));
    return (await this.#call<messages.DiffRequest, messages.DiffResponse>("diffConfig", request)).toObject();
  }

  async check(type: string, name: string, news: PropertyMap | Struct, seed = new Uint8Array(32)) {
    const struct = "toJavaScript" in news ? (news as Struct) : toStruct(news);
    const request = new messages.CheckRequest().setOlds(toStruct({})).setNews(struct).setRandomseed(seed);
    return checked(await this.#call("check", named(request, type, name)));
  }

  async create(type: string, name: string, inputs: PropertyMap, preview = false): Promise<Known> {
    const request = new messages.CreateRequest().setProperties(toStruct(inputs)).setPreview(preview);
    const answer = await this.#call<messages.CreateRequest, messages.CreateResponse>(
      "create",
      named(request, type, name),
    );
    return { id: answer.getId(), inputs, outputs: fromStruct(answer.getProperties()) };
  }

  async diff(type: string, known: Known, news: PropertyMap): Promise<messages.DiffResponse.AsObject> {
    const request = new messages.DiffRequest()
      .setId(known.id)
      .setOldInputs(toStruct(known.inputs))
      .setOlds(toStruct(known.outputs))
      .setNews(toStruct(news));
    const answer = await this.#call<messages.DiffRequest, messages.DiffResponse>("diff", named(request, type, "it"));
    return answer.toObject();
  }

  async update(type: string, known: Known, news: PropertyMap): Promise<Known> {
    const request = new messages.UpdateRequest()
      .setId(known.id)
      .setOldInputs(toStruct(known.inputs))
      .setOlds(toStruct(known.outputs))
      .setNews(toStruct(news));
    const answer = await this.#call<messages.UpdateRequest, messages.UpdateResponse>(
      "update",
      named(request, type, "it"),
    );
    return { ...known, inputs: news, outputs: fromStruct(answer.getProperties()) };
  }

  /** A refresh; nothing where the resource is gone. */
  refresh(type: string, { id, inputs, outputs }: Known): Promise<Known | undefined> {
    return this.#read(
      type,
      new messages.ReadRequest().setId(id).setInputs(toStruct(inputs)).setProperties(toStruct(outputs)),
    );
  }

  /** What a program names by its id, with what it says of it. */
  get(type: string, id: string, properties: PropertyMap = {}): Promise<Known | undefined> {
    const struct = () => toStruct(properties);
    return this.#read(type, new messages.ReadRequest().setId(id).setInputs(struct()).setProperties(struct()));
  }

  async delete(type: string, { id, inputs, outputs }: Known): Promise<void> {
    const request = new messages.DeleteRequest()
      .setId(id)
      .setOldInputs(toStruct(inputs))
      .setProperties(toStruct(outputs));
    await this.#call("delete", named(request, type, "it"));
  }

  async invoke(token: string, args: PropertyMap): Promise<PropertyMap> {
    const request = new messages.InvokeRequest().setTok(token).setArgs(toStruct(args));
    return fromStruct(
      (await this.#call<messages.InvokeRequest, messages.InvokeResponse>("invoke", request)).getReturn(),
    );
  }

  async #read(type: string, request: messages.ReadRequest): Promise<Known | undefined> {
    const answer = await this.#call<messages.ReadRequest, messages.ReadResponse>("read", named(request, type, "it"));
    if (answer.getId() === "") return undefined;
    return { id: answer.getId(), inputs: fromStruct(answer.getInputs()), outputs: fromStruct(answer.getProperties()) };
  }

  #call<Request, Response>(method: string, request: Request): Promise<Response> {
    const call = (this.#grpc as unknown as Record<string, Unary<Request, Response>>)[method] as Unary<
      Request,
      Response
    >;
    return new Promise((resolve, reject) =>
      call.call(this.#grpc, request, (error, response) => (error ? reject(error) : resolve(response))),
    );
  }
}

function named<
  Request extends { setUrn(v: string): unknown; setType(v: string): unknown; setName(v: string): unknown },
>(request: Request, type: string, name: string): Request {
  request.setUrn(`urn:pulumi:dev::shop::${type}::${name}`);
  request.setType(type);
  request.setName(name);
  return request;
}

function checked(answer: messages.CheckResponse) {
  const failures = answer.getFailuresList().map((one): [string, string] => [one.getProperty(), one.getReason()]);
  return { inputs: fromStruct(answer.getInputs()), failures };
}
