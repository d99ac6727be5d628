/** The servers of a cloud: one for each of its packages, on loopback, for as long as a command lasts. */
import { Server, ServerCredentials } from "@grpc/grpc-js";
import { type IResourceProviderServer, ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import type { Cloud } from "../provider";
import { Mark } from "./mark";
import { type KnownToEngine, providerService } from "./service";

/** Large messages, as the engine allows them (`rpcutil.GrpcChannelOptions` in Pulumi's SDK). */
const serverOptions = { "grpc.max_receive_message_length": 400 * 1024 * 1024 };

export interface ServedCloud {
  /** Where the packages' providers are, as `PULUMI_DEBUG_PROVIDERS` wants it. */
  providers: string;
  known: KnownToEngine;
  close(): void;
}

export async function serveCloud(cloud: Cloud, packages: readonly string[], markFile: string): Promise<ServedCloud> {
  const mark = Mark.ofFile(markFile);
  const known: KnownToEngine = { changed: false, managed: new Map() };
  const servers = packages.map((pkg) => {
    const server = new Server(serverOptions);
    const service = providerService({ pkg, cloud, mark, known });
    server.addService(ResourceProviderService, service as IResourceProviderServer);
    return { pkg, server };
  });
  const addresses = await Promise.all(servers.map(async ({ pkg, server }) => `${pkg}:${await listen(server)}`));
  return {
    providers: addresses.join(","),
    known,
    close() {
      for (const { server } of servers) server.forceShutdown();
    },
  };
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) =>
      error ? reject(error) : resolve(port),
    );
  });
}
