/** A queue that speaks Cloudflare's pull API (developers.cloudflare.com/queues/configuration/pull-consumers), over HTTP. */
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";

interface Kept {
  id: string;
  body: string;
  contentType: string;
  attempts: number;
  /** When it is given out again. */
  from: number;
  lease?: string;
}

const account = "0123456789abcdef0123456789abcdef";
const path = `/client/v4/accounts/${account}/queues/q1`;

export class QueueServer {
  readonly token = "cfat_example";
  /** Milliseconds by which the queue's clock is ahead. */
  ahead = 0;
  /** What is answered instead, once each. */
  readonly broken: { status: number; body: string }[] = [];
  /** Bodies of all requests, by the last part of their path. */
  readonly asked: { what: string; body: Record<string, unknown> }[] = [];
  #messages: Kept[] = [];
  #count = 0;
  readonly #server: Server;

  private constructor() {
    this.#server = createServer(async (request, response) => {
      const { status, body } = this.broken.shift() ?? this.#answer(request, await bodyOf(request));
      response.writeHead(status, { "content-type": "application/json" }).end(body);
    });
  }

  static async start(): Promise<QueueServer> {
    const server = new QueueServer();
    await new Promise<void>((listening) => server.#server.listen(0, "127.0.0.1", listening));
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}${path}`;
  }

  /** Nothing is kept of a message but what has not been acknowledged. */
  get left(): string[] {
    return this.#messages.map(({ id }) => id);
  }

  stop(): Promise<unknown> {
    return new Promise((closed) => this.#server.close(closed));
  }

  send(text: string, contentType = "json"): void {
    const body = contentType === "text" ? text : Buffer.from(text).toString("base64");
    this.#messages.push({ id: `m${++this.#count}`, body, contentType, attempts: 0, from: 0 });
  }

  #now(): number {
    return Date.now() + this.ahead;
  }

  #answer({ url, method, headers }: IncomingMessage, text: string): { status: number; body: string } {
    if (headers.authorization !== `Bearer ${this.token}`) return failed(401, 10000, "Authentication error");
    const body = JSON.parse(text);
    const what = String(url).slice(path.length + 1);
    if (method !== "POST" || !String(url).startsWith(path)) return failed(404, 7003, "No route for the URI");
    this.asked.push({ what, body });
    if (what === "messages/pull") return succeeded({ messages: this.#pull(body) });
    if (what === "messages/ack") return succeeded(this.#settle(body));
    return failed(404, 7003, "No route for the URI");
  }

  #pull({ batch_size: size = 5, visibility_timeout_ms: lease = 30_000 }: Record<string, number>): object[] {
    const given = this.#messages.filter(({ from }) => from <= this.#now()).slice(0, Math.min(size, 100));
    for (const message of given) {
      message.attempts++;
      message.from = this.#now() + lease;
      message.lease = `lease-${message.id}-${message.attempts}`;
    }
    return given.map(({ id, body, attempts, lease, contentType }) => ({
      body,
      id,
      timestamp_ms: this.#now(),
      attempts,
      metadata: { "CF-sourceMessageSource": "r2", "CF-Content-Type": contentType },
      lease_id: lease,
    }));
  }

  #settle({ acks = [], retries = [] }: { acks?: Settled[]; retries?: Settled[] }): object {
    const done = acks.map(({ lease_id }) => lease_id);
    this.#messages = this.#messages.filter(({ lease = "" }) => !done.includes(lease));
    for (const { lease_id, delay_seconds = 0 } of retries)
      for (const message of this.#messages)
        if (message.lease === lease_id) message.from = this.#now() + delay_seconds * 1000;
    return { ackCount: acks.length, retryCount: retries.length };
  }
}

interface Settled {
  lease_id: string;
  delay_seconds?: number;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of request) text += chunk;
  return text;
}

const succeeded = (result: object) => ({
  status: 200,
  body: JSON.stringify({ success: true, errors: [], messages: [], result }),
});

const failed = (status: number, code: number, message: string) => ({
  status,
  body: JSON.stringify({ success: false, errors: [{ code, message }], messages: [], result: null }),
});
