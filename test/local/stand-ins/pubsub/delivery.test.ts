import assert from "node:assert/strict";
import { verify } from "node:crypto";
import { type Endpoint, endpoint, eventually, subscriptionName, topicName, withPubsub } from "./support";

const texts = (messages: { text: string }[]) => messages.map(({ text }) => text);
const soon = (result: Promise<unknown>) =>
  Promise.race([result, new Promise((resolve) => setTimeout(resolve, 100, "nothing yet"))]);
const refusal = (code: number, words: RegExp) => (error: { code?: number; details?: string }) => {
  assert.deepEqual([error.code, words.test(error.details ?? "")], [code, true], error.details);
  return true;
};
const [INVALID, NOT_FOUND, EXISTS, PRECONDITION, UNIMPLEMENTED] = [3, 5, 6, 9, 12];

describe("a pull subscription of the Pub/Sub stand-in", () => {
  const pubsub = withPubsub();
  let id: string;
  let count = 0;
  const make = async (options = {}) => {
    const { client } = pubsub();
    id = `pulled-${++count}`;
    await client.createTopic(id);
    await client.createSubscription(topicName(id), id, options);
  };

  it("brings what was published since it was made, with its attributes, until that is acknowledged", async () => {
    const { client, send, pull, acknowledge, server } = pubsub();
    await client.createTopic("since");
    await send("since", "before");
    await client.createSubscription("since", "since");
    await send("since", "after", { "ce-id": "1" });
    const [message] = await pull("since");
    assert.deepEqual([message?.text, message?.attributes], ["after", { "ce-id": "1" }]);
    await acknowledge("since", message?.ackId ?? "");
    server.clock.advance(700_000);
    assert.equal(server.undelivered(subscriptionName("since")), 0);
  });

  it("deadline: a message that is not acknowledged in time comes again, and not before", async () => {
    await make({ ackDeadlineSeconds: 30 });
    const { send, pull, server } = pubsub();
    await send(id, "x");
    const [first] = await pull(id);
    const waiting = pull(id);
    server.clock.advance(29_000);
    assert.equal(await soon(waiting), "nothing yet");
    server.clock.advance(1100);
    const [again] = await waiting;
    assert.equal(again?.id, first?.id);
    assert.notEqual(again?.ackId, first?.ackId);
  });

  it("deadline: may be extended, and a late acknowledgement counts for nothing", async () => {
    await make();
    const { api, send, pull, acknowledge, server } = pubsub();
    await send(id, "x");
    const [{ ackId } = { ackId: "" }] = await pull(id);
    await api.modifyAckDeadline({ subscription: subscriptionName(id), ackIds: [ackId], ackDeadlineSeconds: 60 });
    server.clock.advance(50_000);
    await acknowledge(id, "none");
    assert.equal(server.undelivered(subscriptionName(id)), 1);
    server.clock.advance(11_000);
    await acknowledge(id, ackId);
    assert.deepEqual(texts(await pull(id)), ["x"]);
  });

  it("backoff: what is given back comes again later and later, by the retry policy", async () => {
    await make({ retryPolicy: { minimumBackoff: { seconds: 10 }, maximumBackoff: { seconds: 15 } } });
    const { send, pull, giveBack, server } = pubsub();
    await send(id, "x");
    for (const wait of [10_000, 15_000, 15_000]) {
      const [message] = await pull(id);
      await giveBack(id, message?.ackId ?? "");
      const next = pull(id);
      server.clock.advance(wait - 500);
      assert.equal(await soon(next), "nothing yet");
      server.clock.advance(600);
      const [again] = await next;
      assert.equal(again?.text, "x");
      await giveBack(id, again?.ackId ?? "");
      server.clock.advance(20_000);
    }
  });

  it("retention: what is older than that is dropped", async () => {
    await make({ messageRetentionDuration: { seconds: 600 } });
    const { send, pull, server } = pubsub();
    await send(id, "old");
    server.clock.advance(601_000);
    await send(id, "new");
    assert.deepEqual(texts(await pull(id)), ["new"]);
  });

  it("order: messages of one key come in theirs; when one comes again, so does all that follows it", async () => {
    await make({ enableMessageOrdering: true });
    const { send, pull, acknowledge, giveBack } = pubsub();
    for (const text of ["a1", "b1", "a2", "a3"]) await send(id, text, {}, text[0]);
    const first = await pull(id, 3);
    assert.deepEqual(texts(first), ["a1", "b1", "a2"]);
    const ackOf = (text: string) => first.find((message) => message.text === text)?.ackId ?? "";
    await acknowledge(id, ackOf("a2"), ackOf("b1"));
    await giveBack(id, ackOf("a1"));
    assert.deepEqual(texts(await pull(id)), ["a1", "a2", "a3"]);
  });

  it("order: while one puller holds a key's message, another gets none of that key", async () => {
    await make({ enableMessageOrdering: true });
    const { send, pull, acknowledge } = pubsub();
    for (const text of ["a1", "a2", "b1"]) await send(id, text, {}, text[0]);
    const [a1] = await pull(id, 1);
    assert.deepEqual(texts(await pull(id)), ["b1"]);
    await acknowledge(id, a1?.ackId ?? "");
    assert.deepEqual(texts(await pull(id)), ["a2"]);
  });

  it("dead letters: after as many attempts as are set, told with each, it is in the other topic with its origin", async () => {
    const { client, send, pull, giveBack, server } = pubsub();
    await client.createTopic("dead");
    await client.createSubscription("dead", "dead");
    await make({ deadLetterPolicy: { deadLetterTopic: topicName("dead"), maxDeliveryAttempts: 5 } });
    await send(id, "bad", { "ce-id": "1" });
    for (const attempt of [1, 2, 3, 4, 5]) {
      const [message] = await pull(id);
      assert.equal(message?.attempt, attempt);
      await giveBack(id, message?.ackId ?? "");
    }
    assert.equal(server.undelivered(subscriptionName(id)), 0);
    const [letter] = await pull("dead");
    assert.equal(letter?.attempt, 0);
    const { CloudPubSubDeadLetterSourceTopicPublishTime: time, ...attributes } = letter?.attributes ?? {};
    assert.match(time ?? "", /^\d{4}-.*\+00:00$/);
    assert.deepEqual(attributes, {
      "ce-id": "1",
      CloudPubSubDeadLetterSourceDeliveryCount: "5",
      CloudPubSubDeadLetterSourceSubscription: id,
      CloudPubSubDeadLetterSourceSubscriptionProject: "registry-dev",
    });
  });

  it("dead letters: where their topic is gone, the message stays", async () => {
    const { client, send, pull, giveBack, server } = pubsub();
    await client.createTopic("gone");
    await make({ deadLetterPolicy: { deadLetterTopic: topicName("gone"), maxDeliveryAttempts: 5 } });
    await client.topic("gone").delete();
    await send(id, "x");
    for (let i = 0; i < 6; i++) await giveBack(id, (await pull(id))[0]?.ackId ?? "");
    assert.equal(server.undelivered(subscriptionName(id)), 1);
  });

  it("filter: brings what it lets through alone", async () => {
    await make({ filter: 'attributes.ce-type = "a.pushed" AND NOT hasPrefix(attributes.ce-subject, "test/")' });
    const { send, pull } = pubsub();
    await send(id, "1", { "ce-type": "a.pushed" });
    await send(id, "2", { "ce-type": "a.pulled" });
    await send(id, "3", { "ce-type": "a.pushed", "ce-subject": "test/x" });
    await send(id, "4", { "ce-type": "a.pushed", "ce-subject": "base" });
    assert.deepEqual(texts(await pull(id)), ["1", "4"]);
  });

  it("deletion: a deleted topic's subscription keeps what it has, and a new topic of that name brings it nothing", async () => {
    await make();
    const { client, send, pull } = pubsub();
    await send(id, "kept");
    await client.topic(id).delete();
    await assert.rejects(send(id, "x"), refusal(NOT_FOUND, /Resource not found/));
    await client.createTopic(id);
    await send(id, "elsewhere");
    const [{ topic }] = await client.subscription(id).getMetadata();
    assert.equal(topic, "_deleted-topic_");
    assert.deepEqual(texts(await pull(id)), ["kept"]);
  });

  it("deletion: a deleted subscription is gone with its backlog; one that was made before has it all", async () => {
    await make();
    const { client, send, pull } = pubsub();
    await client.createSubscription(id, `${id}-next`);
    await send(id, "x");
    await client.subscription(id).delete();
    await assert.rejects(pull(id), refusal(NOT_FOUND, /Resource not found/));
    assert.deepEqual(texts(await pull(`${id}-next`)), ["x"]);
    await client.createSubscription(id, id);
    await send(id, "y");
    assert.deepEqual(texts(await pull(id)), ["y"]);
  });
});

describe("a push subscription of the Pub/Sub stand-in", () => {
  const pubsub = withPubsub();
  const opened: Endpoint[] = [];
  const open = async (...args: Parameters<typeof endpoint>) => {
    const one = await endpoint(...args);
    opened.push(one);
    return one;
  };
  afterEach(async () => {
    for (const one of opened.splice(0)) await one.close();
  });
  let id: string;
  let count = 0;
  const make = async (pushConfig: object, options = {}) => {
    const { client } = pubsub();
    id = `pushed-${++count}`;
    await client.createTopic(id);
    await client.createSubscription(topicName(id), id, { ...options, pushConfig });
  };
  const settled = () => eventually(() => assert.equal(pubsub().server.undelivered(subscriptionName(id)), 0));

  it("without a wrapper: the body is the data, attributes and metadata are headers", async () => {
    const { url, requests } = await open(() => 204);
    await make({ pushEndpoint: url, noWrapper: { writeMetadata: true } });
    const message = await pubsub().send(id, '{"a":1}', { "ce-id": "1", "Content-Type": "application/json" });
    await settled();
    const { headers, body } = requests[0] ?? { headers: {}, body: "" };
    assert.equal(body, '{"a":1}');
    assert.equal(headers["content-type"], "application/json");
    assert.equal(headers["ce-id"], "1");
    assert.equal(headers["x-goog-pubsub-message-id"], message);
    assert.equal(headers["x-goog-pubsub-subscription-name"], subscriptionName(id));
    assert.ok(Date.parse(String(headers["x-goog-pubsub-publish-time"])));
  });

  it("without a wrapper: no metadata, no headers", async () => {
    const { url, requests } = await open(() => 200);
    await make({ pushEndpoint: url, noWrapper: { writeMetadata: false } });
    await pubsub().send(id, "x", { "ce-id": "1" });
    await settled();
    const names = Object.keys(requests[0]?.headers ?? {});
    assert.deepEqual(
      names.filter((name) => /^(ce|x-goog)-/.test(name)),
      [],
    );
  });

  it("with a wrapper: the message is in JSON, its data in base64", async () => {
    const { url, requests } = await open(() => 200);
    await make({ pushEndpoint: url });
    const messageId = await pubsub().send(id, "x", { a: "b" });
    await settled();
    const { message, subscription } = JSON.parse(requests[0]?.body ?? "");
    assert.deepEqual(
      [message.messageId, message.message_id, message.data, message.attributes, subscription],
      [messageId, messageId, "eA==", { a: "b" }, subscriptionName(id)],
    );
  });

  it("identity: shows a token of its account for its audience", async () => {
    const { url, requests } = await open(() => 204);
    const serviceAccountEmail = "notifier-push@registry-dev.iam.gserviceaccount.com";
    await make({ pushEndpoint: url, oidcToken: { serviceAccountEmail, audience: "https://notifier.example.dev" } });
    await pubsub().send(id, "x");
    await settled();
    const [, header, claims, signature] =
      /^Bearer (.*)\.(.*)\.(.*)$/.exec(String(requests[0]?.headers.authorization)) ?? [];
    const { publicKey } = pubsub().server;
    const signed = Buffer.from(`${header}.${claims}`);
    assert.ok(verify("sha256", signed, publicKey, Buffer.from(signature ?? "", "base64url")));
    const { aud, email, iss } = JSON.parse(Buffer.from(claims ?? "", "base64url").toString());
    assert.deepEqual(
      [aud, email, iss],
      ["https://notifier.example.dev", serviceAccountEmail, "https://accounts.google.com"],
    );
  });

  for (const status of [400, 404, 429, 500, 301, "cut"] as const)
    it(`answer ${status}: the message is sent again`, async () => {
      const answers: (number | "cut")[] = [status, 204];
      const { url, requests } = await open(() => answers.shift() ?? 204);
      await make({ pushEndpoint: url });
      await pubsub().send(id, "x");
      await settled();
      assert.equal(requests.length, 2);
    });

  it("no answer in time: the message is sent again, and the late answer counts for nothing", async () => {
    let answerLate = () => {};
    const late = new Promise<number>((resolve) => {
      answerLate = () => resolve(204);
    });
    const answers = [late, new Promise<number>(() => {})];
    const { url, requests } = await open(() => answers.shift() ?? 204);
    await make({ pushEndpoint: url });
    await pubsub().send(id, "x");
    await eventually(() => assert.equal(requests.length, 1));
    pubsub().server.clock.advance(10_100); // the deadline, then the backoff of a tenth of a second
    await eventually(() => {
      pubsub().server.clock.advance(100);
      assert.equal(requests.length, 2);
    });
    answerLate();
    await new Promise((resolve) => setTimeout(resolve, 100));
    assert.equal(pubsub().server.undelivered(subscriptionName(id)), 1);
  });

  it("order: the next message of a key is sent when the one before is acknowledged", async () => {
    const seen: string[] = [];
    let first = true;
    const { url } = await open(({ body }) => {
      seen.push(body);
      const fails = first;
      first = false;
      return fails ? 500 : 204;
    });
    await make({ pushEndpoint: url, noWrapper: { writeMetadata: false } }, { enableMessageOrdering: true });
    for (const text of ["1", "2", "3"]) await pubsub().send(id, text, {}, "k");
    await settled();
    assert.deepEqual(seen, ["1", "1", "2", "3"]);
  });

  it("becomes a pull subscription and is one again: its backlog stays", async () => {
    const { api, send, pull } = pubsub();
    const { url: bad } = await open(() => 500);
    await make({ pushEndpoint: bad });
    await send(id, "1");
    await assert.rejects(pull(id), refusal(PRECONDITION, /not supported for this subscription type/));
    await api.modifyPushConfig({ subscription: subscriptionName(id), pushConfig: {} });
    await send(id, "2");
    await eventually(async () => {
      const messages = await pull(id);
      assert.ok(messages.length > 0);
      await pubsub().giveBack(id, ...messages.map(({ ackId }) => ackId));
    });
    const { url: good, requests } = await open(() => 204);
    await api.modifyPushConfig({
      subscription: subscriptionName(id),
      pushConfig: { pushEndpoint: good, noWrapper: { writeMetadata: false } },
    });
    await settled();
    assert.deepEqual(requests.map(({ body }) => body).sort(), ["1", "2"]);
  });
});

describe("what the Pub/Sub stand-in refuses", () => {
  const pubsub = withPubsub();
  before(async () => {
    await pubsub().client.createTopic("there");
    await pubsub().client.createSubscription("there", "there");
  });
  const subscription = (options: object) => () => pubsub().client.createSubscription("there", "refused", options);
  const cases: [string, () => Promise<unknown>, number, RegExp][] = [
    ["a topic that exists", () => pubsub().client.createTopic("there"), EXISTS, /exists/],
    ["a subscription that exists", () => pubsub().client.createSubscription("there", "there"), EXISTS, /exists/],
    ["a topic's name that is none", () => pubsub().client.createTopic("goog-x"), INVALID, /Invalid resource name/],
    ["a topic that is not there", () => pubsub().client.createSubscription("nowhere", "refused"), NOT_FOUND, /nowhere/],
    ["an empty message", () => pubsub().send("there", ""), INVALID, /empty/],
    [
      "an attribute that is too long",
      () => pubsub().send("there", "x", { a: "x".repeat(1025) }),
      INVALID,
      /attribute a/,
    ],
    ["a short deadline", subscription({ ackDeadlineSeconds: 5 }), INVALID, /between 10 and 600/],
    ["an endpoint that is none", subscription({ pushConfig: { pushEndpoint: "nonsense" } }), INVALID, /push_endpoint/],
    [
      "few attempts",
      subscription({ deadLetterPolicy: { deadLetterTopic: topicName("there"), maxDeliveryAttempts: 4 } }),
      INVALID,
      /passed 4/,
    ],
    [
      "a dead letter topic that is not there",
      subscription({ deadLetterPolicy: { deadLetterTopic: topicName("nowhere"), maxDeliveryAttempts: 5 } }),
      NOT_FOUND,
      /nowhere/,
    ],
    ["a long backoff", subscription({ retryPolicy: { minimumBackoff: { seconds: 700 } } }), INVALID, /passed 700s/],
    ["a filter that is none", subscription({ filter: "attributes.a =" }), INVALID, /Invalid filter: unexpected end/],
    [
      "another filter",
      () => pubsub().client.subscription("there").setMetadata({ filter: "attributes:a" }),
      INVALID,
      /filter is not mutable/,
    ],
    ["exactly once", subscription({ enableExactlyOnceDelivery: true }), UNIMPLEMENTED, /enable_exactly_once_delivery/],
    ["an expiry", subscription({ expirationPolicy: { ttl: { seconds: 86_400 } } }), UNIMPLEMENTED, /expiration_policy/],
    [
      "a schema that is none",
      () => pubsub().client.createSchema("bad", "PROTOCOL_BUFFER", "message {"),
      INVALID,
      /Invalid schema definition/,
    ],
    ["a schema in Avro", () => pubsub().client.createSchema("avro", "AVRO", "{}"), UNIMPLEMENTED, /type AVRO/],
    ["a method that it has not", () => snapshot(), UNIMPLEMENTED, /./],
  ];
  const snapshot = () => pubsub().client.subscription("there").createSnapshot("s");
  for (const [what, attempt, code, words] of cases)
    it(what, () => assert.rejects(async () => attempt(), refusal(code, words)));
});
