/** The gRPC server that the program's SDK talks to: on loopback, for as long as one operation lasts. */
import { type handleUnaryCall, Server, ServerCredentials, status } from "@grpc/grpc-js";
import { EngineService, type IEngineServer } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { type IResourceMonitorServer, ResourceMonitorService } from "@pulumi/pulumi/proto/resource_grpc_pb";
import { messageOf } from "./errors";

/** As the SDK has them (`runtime/settings.ts`): large messages, and programs that keep the event loop busy for long. */
const channelOptions = {
  "grpc.max_receive_message_length": 400 * 1024 * 1024,
  "grpc.server_max_unrequested_time_in_server": 30 * 60,
};

export interface RunningServer {
  address: string;
  close(): void;
}

/** A call without a handler is answered as unimplemented, which the SDK understands. */
export async function serve(
  monitor: Partial<IResourceMonitorServer>,
  engine: Partial<IEngineServer>,
): Promise<RunningServer> {
  const server = new Server(channelOptions);
  server.addService(ResourceMonitorService, monitor as IResourceMonitorServer);
  server.addService(EngineService, engine as IEngineServer);
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    );
  });
  return { address: `127.0.0.1:${port}`, close: () => server.forceShutdown() };
}

/** A handler from a function; what it throws is the program's to catch. */
export function handler<Request, Response>(
  work: (request: Request) => Promise<Response>,
): handleUnaryCall<Request, Response> {
  return (call, callback) => {
    work(call.request).then(
      (response) => callback(null, response),
      (error) => callback({ code: status.UNKNOWN, details: messageOf(error) }),
    );
  };
}
