import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { createServer, type Http2ServerRequest, type Http2ServerResponse, type ServerHttp2Session } from "node:http2";
import type { Socket } from "node:net";

type Listener = (
  request: IncomingMessage | Http2ServerRequest,
  response: ServerResponse | Http2ServerResponse,
) => Promise<void>;

/** What a connection of HTTP/2 begins with (RFC 9113, 3.4), and none of HTTP/1.1 does. */
const preface = Buffer.from("PRI ");

/** HTTP/2 on a server's port beside HTTP/1.1, which probes still speak, told by a connection's first bytes. */
export function alsoHttp2(server: Server, listener: Listener): { close(): void; destroy(): void } {
  const http2 = createServer(listener);
  const sessions = new Set<ServerHttp2Session>();
  http2.on("session", (session) => {
    sessions.add(session);
    session.once("close", () => sessions.delete(session));
  });
  const http1 = server.listeners("connection") as ((socket: Socket) => void)[];
  server.removeAllListeners("connection");
  server.on("connection", (socket: Socket) => {
    const onError = () => socket.destroy(); // gone before it said a word
    socket.once("error", onError);
    socket.once("readable", () => {
      const first: Buffer | null = socket.read();
      socket.off("error", onError);
      if (first === null) return socket.destroy();
      socket.unshift(first);
      if (first.subarray(0, preface.length).equals(preface)) http2.emit("connection", socket);
      else for (const take of http1) take.call(server, socket);
      return undefined;
    });
  });
  return {
    close: () => {
      for (const session of sessions) session.close();
    },
    destroy: () => {
      for (const session of sessions) session.destroy();
    },
  };
}
