/** A server of HTTP on this machine, and on no other's network. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

export interface StandIn {
  /** Host and port. */
  host: string;
  close(): Promise<void>;
}

/** @param port any that is free, where it is 0 */
export function listening(server: Server, port = 0): Promise<StandIn> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      server.off("error", reject);
      resolve({
        host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
        async close() {
          const closed = new Promise((done) => server.close(done));
          server.closeAllConnections();
          await closed;
        },
      });
    });
  });
}

/** A port that nothing listens on now. */
export async function freePort(): Promise<number> {
  const { host, close } = await listening(createServer());
  await close();
  return Number(host.split(":")[1]);
}
