/** Functions of the program that the engine calls: transforms and hooks, over the program's callback service. */
import { credentials, type ServiceError } from "@grpc/grpc-js";
import { CallbacksClient } from "@pulumi/pulumi/proto/callback_grpc_pb";
import { type Callback, CallbackInvokeRequest, type CallbackInvokeResponse } from "@pulumi/pulumi/proto/callback_pb";
import { EngineError } from "./errors";

export class Callbacks {
  readonly #clients = new Map<string, CallbacksClient>();

  /** Calls a function of the program with a serialised message; answers with the serialised reply. */
  async invoke(callback: Callback, request: Uint8Array): Promise<Uint8Array> {
    const message = new CallbackInvokeRequest().setToken(callback.getToken()).setRequest(request);
    const client = this.#client(callback.getTarget());
    const response = await new Promise<CallbackInvokeResponse>((resolve, reject) => {
      client.invoke(message, (error: ServiceError | null, answer: CallbackInvokeResponse) =>
        error ? reject(new EngineError(error.details)) : resolve(answer),
      );
    });
    return response.getResponse_asU8();
  }

  close(): void {
    for (const client of this.#clients.values()) client.close();
    this.#clients.clear();
  }

  #client(target: string): CallbacksClient {
    const known = this.#clients.get(target);
    if (known) return known;
    const client = new CallbacksClient(target, credentials.createInsecure(), {
      "grpc.use_local_subchannel_pool": 1, // see program-function.ts
    });
    this.#clients.set(target, client);
    return client;
  }
}
