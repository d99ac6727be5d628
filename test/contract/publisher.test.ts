import assert from "node:assert/strict";
import { InvalidEventData, publisher } from "../../contract";
import { subscriptionName, topicName, withPubsub } from "../local/stand-ins/pubsub/support";
import { data, pushed } from "./support";

type Data = typeof data;

describe("publishing", () => {
  const pubsub = withPubsub();
  const topic = topicName("image-pushed");
  const opened: { close(): Promise<void> }[] = [];
  const open = (options = {}) => {
    const one = publisher(pushed, { topic, source: "/registry", ...options });
    opened.push(one);
    return one;
  };
  before(async () => {
    await pubsub().client.createTopic("image-pushed");
    await pubsub().client.createSubscription("image-pushed", "image-pushed", { enableMessageOrdering: true });
  });
  afterEach(async () => {
    for (const one of opened.splice(0)) await one.close();
  });
  /** Something is always there to be pulled, so that it is not waited for. */
  const published = async () => {
    await pubsub().send("image-pushed", "last");
    const messages = await pubsub().pull("image-pushed", 100);
    await pubsub().acknowledge("image-pushed", ...messages.map(({ ackId }) => ackId));
    return messages.filter(({ text }) => text !== "last");
  };

  it("sends the data alone as JSON, and all else of the event as attributes", async () => {
    const time = new Date("2026-01-02T03:04:05.678Z");
    const id = await open().publish({ data, subject: "base:1", id: "event-1", time });
    const [message, ...others] = await published();
    assert.deepEqual(others, []);
    assert.equal(message?.id, id);
    assert.deepEqual(JSON.parse(message?.text ?? ""), data);
    assert.deepEqual(message?.attributes, {
      "ce-id": "event-1",
      "ce-type": "dev.example.test.image.pushed",
      "ce-source": "/registry",
      "ce-specversion": "1.0",
      "ce-time": "2026-01-02T03:04:05.678Z",
      "ce-subject": "base:1",
      "Content-Type": "application/json",
    });
  });

  it("gives each event an id of its own and the time", async () => {
    const one = open();
    const start = Date.now();
    await Promise.all([one.publish({ data }), one.publish({ data })]);
    const messages = await published();
    const ids = messages.map(({ attributes }) => attributes["ce-id"] ?? "");
    assert.equal(new Set(ids).size, 2);
    for (const id of ids) assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-4/);
    for (const { attributes } of messages) assert.ok(Date.parse(attributes["ce-time"] ?? "") >= start);
  });

  const unfitting: [string, unknown, RegExp][] = [
    [
      "a wrong type",
      { ...data, bytes: "5" },
      /^dev\.example\.test\.image\.pushed: data\.bytes is "5": .*expected number/,
    ],
    ["a missing field", { ...data, repository: undefined }, /: data\.repository is missing: /],
    ["an unknown field", { ...data, size: 5 }, /: data\.size is not declared for .*: leave it out, or declare it/],
    [
      "an unknown field of a record",
      { ...data, changes: [{ subject: "ada", role: "x" }] },
      /: data\.changes\[0\]\.role is not declared/,
    ],
    ["a value out of bounds", { ...data, repository: "" }, /: data\.repository is "": /],
    [
      "several at once",
      { changes: 5, size: 5 },
      /data\.size .*; data\.repository .*; data\.bytes .*; data\.changes is 5/,
    ],
    ["no object", "base", /: data is "base": /],
  ];
  for (const [what, wrong, words] of unfitting)
    it(`${what}: is one error that names the field, and nothing is sent`, async () => {
      await assert.rejects(open().publish({ data: wrong as Data }), (error) => {
        assert.ok(error instanceof InvalidEventData);
        assert.match(error.message, words);
        return true;
      });
      assert.deepEqual(await published(), []);
    });

  it("order: events have the key that their data gives", async () => {
    const one = open({ orderBy: ({ repository }: Data) => repository });
    await Promise.all(
      ["a", "b", "a"].map((repository, bytes) => one.publish({ data: { ...data, repository, bytes } })),
    );
    const keys = (await published()).map(({ orderingKey, text }) => `${orderingKey}${JSON.parse(text).bytes}`);
    assert.deepEqual(
      keys.filter((key) => key.startsWith("a")),
      ["a0", "a2"],
    );
    assert.deepEqual(
      keys.filter((key) => key.startsWith("b")),
      ["b1"],
    );
  });

  it("order: a failure does not close a key for good", async () => {
    const one = open({ topic: topicName("later"), orderBy: () => "k" });
    await assert.rejects(one.publish({ data }), /Resource not found/);
    await pubsub().client.createTopic("later");
    assert.ok(await one.publish({ data }));
  });

  it("close: sends what waits, and nothing afterwards", async () => {
    const one = open();
    const sent = one.publish({ data });
    await one.publish({ data });
    await one.close();
    assert.ok(await sent);
    await assert.rejects(one.publish({ data }), /is closed/);
    assert.equal((await published()).length, 2);
  });

  it("close: has nothing to do where nothing was published", async () => {
    await open().close();
    assert.equal(pubsub().server.undelivered(subscriptionName("image-pushed")), 0);
  });

  it("names what it cannot use: a topic that is no full name, what no header can hold", async () => {
    assert.throws(
      () => open({ topic: "image-pushed" }),
      /topic is "image-pushed": give projects\/PROJECT\/topics\/NAME/,
    );
    assert.throws(() => open({ source: "" }), /source is "": give printable ASCII/);
    await assert.rejects(open().publish({ data, subject: "bä" }), /subject is "bä": give printable ASCII/);
    await assert.rejects(open().publish({ data, id: "a\nb" }), /id is "a\\nb"/);
  });
});
