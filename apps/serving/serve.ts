/** A server from its start to the last answer that it owes. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import { Hono } from "hono";
import { alsoHttp2 } from "./http2";
import { log } from "./log";
import type { Routes } from "./routes";

export interface ServingOptions {
  /** What it is called in its logs. */
  name: string;
  routes: Routes;
  /** Whether requests can be answered now: rejects while they cannot. @default as soon as it listens */
  ready?: () => Promise<unknown>;
  /** Frees what is held, once the last request is answered. */
  stop?: () => Promise<unknown>;
  /** Takes HTTP/2 without TLS too, as Cloud Run sends it end to end: for bodies of more than 32 MiB. @default false */
  http2?: boolean;
  /** @default what Cloud Run says: PORT */
  port?: number;
}

export interface Serving {
  port: number;
  /** Takes no more requests, ends the running ones, at most 9 seconds long, and frees what is held. */
  stop(): Promise<void>;
}

/** Cloud Run kills an instance 10 seconds after SIGTERM (cloud.google.com/run/docs/container-contract#instance-shutdown). */
const patience = 9_000;

/** Listens, answers probes at `/live` and `/ready`, and stops on SIGTERM and SIGINT. */
export async function serve({ name, routes, ready, stop, http2, port }: ServingOptions): Promise<Serving> {
  const listener = getRequestListener(withProbes(routes, ready));
  const server = createServer(listener);
  const sessions = http2 ? alsoHttp2(server, listener) : undefined;
  await listening(server, port ?? Number(process.env.PORT ?? 8080));
  const own = (server.address() as AddressInfo).port;
  log.info(`${name} listens on ${own}`);

  let stopped: Promise<void> | undefined;
  const end = async () => {
    sessions?.close();
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    // One that was busy just now is kept open by its client once it is idle.
    const idle = setInterval(() => server.closeIdleConnections(), 20);
    const late = setTimeout(() => {
      log.warning(`${name} cuts requests that do not end`);
      sessions?.destroy();
      server.closeAllConnections();
    }, patience);
    await closed;
    clearTimeout(late);
    clearInterval(idle);
    await stop?.();
    log.info(`${name} has stopped`);
  };
  const stopOnce = () => {
    stopped ??= end();
    return stopped;
  };
  const onSignal = () =>
    void stopOnce().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  process.once("SIGTERM", onSignal).once("SIGINT", onSignal);
  return {
    port: own,
    stop: () => {
      process.off("SIGTERM", onSignal).off("SIGINT", onSignal);
      return stopOnce();
    },
  };
}

/** Probes are not logged: they come every few seconds. */
function withProbes(routes: Routes, ready: () => Promise<unknown> = async () => {}): Routes["fetch"] {
  const probes = new Hono()
    .get("/live", (context) => context.json({ live: true }))
    .get("/ready", async (context) => {
      try {
        await ready();
        return context.json({ ready: true });
      } catch (error) {
        log.warning("not ready", { reason: error instanceof Error ? error.message : String(error) });
        return context.json({ ready: false }, 503);
      }
    });
  return (request, ...given) => (/\/(live|ready)$/.test(request.url) ? probes : routes).fetch(request, ...given);
}

function listening(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, () => resolve());
  });
}
