/** What tests of and on the Pub/Sub stand-in stand on: the official client, and endpoints that are pushed to. */
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { type Message, PubSub, v1 } from "@google-cloud/pubsub";
import { credentials } from "@grpc/grpc-js";
import { type PubsubStandIn, startPubsub } from "../../../../local/stand-ins/pubsub";

export const project = "projects/registry-dev";
export const topicName = (id: string) => `${project}/topics/${id}`;
export const subscriptionName = (id: string) => `${project}/subscriptions/${id}`;

/** Variables by which the official client finds the stand-in, and looks for no metadata server. */
export const variablesFor = ({ endpoint }: PubsubStandIn) => ({
  PUBSUB_EMULATOR_HOST: endpoint,
  METADATA_SERVER_DETECTION: "none",
});

export interface Fixture {
  server: PubsubStandIn;
  /** As an application has it. */
  client: PubSub;
  /** The methods of the API as they are. */
  api: InstanceType<typeof v1.SubscriberClient>;
  /** Publishes to a topic, and tells the message's id. */
  send(topic: string, data: unknown, attributes?: Record<string, string>, orderingKey?: string): Promise<string>;
  /** What a subscription holds now, without acknowledging it. */
  pull(subscription: string, most?: number): Promise<Pulled[]>;
  acknowledge(subscription: string, ...ackIds: string[]): Promise<void>;
  giveBack(subscription: string, ...ackIds: string[]): Promise<void>;
}

export interface Pulled {
  ackId: string;
  attempt: number;
  id: string;
  text: string;
  attributes: Record<string, string>;
  orderingKey: string;
}

/** Runs the tests of a `describe` on one server, each with topics of its own. */
export function withPubsub(): () => Fixture {
  let fixture: Fixture | undefined;
  before(async () => {
    const server = await startPubsub();
    Object.assign(process.env, variablesFor(server));
    const [host, port] = server.endpoint.split(":");
    const client = new PubSub({ projectId: "registry-dev" });
    const api = new v1.SubscriberClient({
      servicePath: host,
      port: Number(port),
      sslCreds: credentials.createInsecure(),
      projectId: "registry-dev",
    });
    fixture = {
      server,
      client,
      api,
      send: (topic, data, attributes = {}, orderingKey = "") =>
        client
          .topic(topic, { messageOrdering: orderingKey !== "" })
          .publishMessage({ data: bytes(data), attributes, orderingKey }),
      async pull(id, most = 10) {
        const [{ receivedMessages }] = await api.pull({ subscription: subscriptionName(id), maxMessages: most });
        return (receivedMessages ?? []).map(({ ackId, deliveryAttempt, message }) => ({
          ackId: String(ackId),
          attempt: deliveryAttempt ?? 0,
          id: String(message?.messageId),
          text: Buffer.from(message?.data ?? "").toString(),
          attributes: message?.attributes ?? {},
          orderingKey: message?.orderingKey ?? "",
        }));
      },
      async acknowledge(id, ...ackIds) {
        await api.acknowledge({ subscription: subscriptionName(id), ackIds });
      },
      async giveBack(id, ...ackIds) {
        await api.modifyAckDeadline({ subscription: subscriptionName(id), ackIds, ackDeadlineSeconds: 0 });
      },
    };
  });
  after(async () => {
    await fixture?.client.close();
    await fixture?.api.close();
    await fixture?.server.close();
    for (const name of ["PUBSUB_EMULATOR_HOST", "METADATA_SERVER_DETECTION"]) delete process.env[name];
  });
  return () => fixture as Fixture;
}

const bytes = (data: unknown) => Buffer.from(typeof data === "string" ? data : JSON.stringify(data));

export interface PushedRequest {
  headers: IncomingHttpHeaders;
  body: string;
}

export interface Endpoint {
  url: string;
  requests: PushedRequest[];
  close(): Promise<void>;
}

/** What is pushed to; the answer is a status, or "cut": nothing at all. */
export async function endpoint(
  answer: (request: PushedRequest) => Promise<number> | number | "cut",
): Promise<Endpoint> {
  const requests: PushedRequest[] = [];
  const server = createServer(async (message, response) => {
    const pieces: Buffer[] = [];
    for await (const piece of message) pieces.push(piece);
    const request = { headers: message.headers, body: Buffer.concat(pieces).toString("utf8") };
    requests.push(request);
    const status = await answer(request);
    if (status === "cut") return void response.destroy();
    response.writeHead(status).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Waits until a claim holds; throws what it last threw when it never does. */
export async function eventually<Result>(
  claim: () => Result | Promise<Result>,
  milliseconds = 10_000,
): Promise<Result> {
  const until = Date.now() + milliseconds;
  for (;;) {
    try {
      return await claim();
    } catch (error) {
      if (Date.now() > until) throw error;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }
}

export type { Message };
