import assert from "node:assert/strict";
import { once } from "node:events";
import { PubSub } from "@google-cloud/pubsub";
import { type PubsubStandIn, startPubsub } from "../../../../local/stand-ins/pubsub";

const topic = "projects/p/topics/pulled";
const subscription = "projects/p/subscriptions/pulled";
const denied = { code: 7, details: /User not authorized to perform this action/ };

describe("one caller of the Pub/Sub stand-in", () => {
  let server: PubsubStandIn;
  const clients: PubSub[] = [];
  const clientWith = async (...permissions: string[]) => {
    const endpoint = await server.listenFor((permission, resource) =>
      permissions.includes(`${permission} ${resource}`),
    );
    const [host, port] = endpoint.split(":");
    const client = new PubSub({ projectId: "p", apiEndpoint: `${host}:${port}`, emulatorMode: true });
    clients.push(client);
    return client;
  };
  before(async () => {
    process.env.METADATA_SERVER_DETECTION = "none";
    server = await startPubsub();
    server.world.createTopic({ name: topic });
    server.world.createSubscription({ name: subscription, topic });
  });
  after(async () => {
    await Promise.all(clients.map((client) => client.close()));
    await server.close();
    delete process.env.METADATA_SERVER_DETECTION;
  });

  it("publishes with the permission on that topic alone", async () => {
    const publisher = await clientWith(`pubsub.topics.publish ${topic}`);
    await publisher.topic(topic).publishMessage({ data: Buffer.from("{}") });
    assert.equal(server.undelivered(subscription), 1);
    const other = await clientWith("pubsub.topics.publish projects/p/topics/pushed");
    await assert.rejects(other.topic(topic).publishMessage({ data: Buffer.from("{}") }), denied);
    assert.equal(server.undelivered(subscription), 1);
  });

  it("pulls through a stream with the permission, and is refused without", async () => {
    const other = await clientWith(`pubsub.topics.publish ${topic}`);
    const [error] = await once(
      other.subscription(subscription).on("message", () => {}),
      "error",
    );
    assert.equal(error.code, 7);
    const consumer = await clientWith(`pubsub.subscriptions.consume ${subscription}`);
    const stream = consumer.subscription(subscription);
    const [message] = await once(stream, "message");
    message.ack();
    await stream.close();
  });

  it("changes nothing, whatever else it may", async () => {
    const publisher = await clientWith(`pubsub.topics.publish ${topic}`);
    await assert.rejects(publisher.createTopic("mine"), denied);
    await assert.rejects(publisher.subscription(subscription).delete(), denied);
  });
});
