import assert from "node:assert/strict";
import { bucketEvents, type ForwardedEvent, forwardBucketEvents, QueueError } from "../../contract";
import { delayAfter, eventOf } from "../../contract/events/pull-bucket";
import { QueueServer } from "./queue-server";

const account = "3f4b7e3dcab231cbfdaa90a6a28bd548";
const eventTime = "2026-05-24T19:36:44.379Z";

const put = (key: string, more: object = {}) => ({
  account,
  action: "PutObject",
  bucket: "layers",
  object: { key, size: 65536, eTag: "c846ff7a18f28c2e262116d6e8719ef0" },
  eventTime,
  ...more,
});

describe("what an R2 bucket tells", () => {
  let server: QueueServer;
  const published: ForwardedEvent[] = [];
  beforeEach(async () => {
    published.length = 0;
    server = await QueueServer.start();
  });
  afterEach(() => server.stop());

  const keep = async (event: ForwardedEvent): Promise<void> => {
    published.push(event);
  };
  const forward = (publish = keep, forMilliseconds = 5000) =>
    forwardBucketEvents({ queue: { url: server.url, token: server.token }, publish, forMilliseconds });

  it("an object that was put: is an event of the declared form, and leaves the queue", async () => {
    server.send(JSON.stringify(put("sha256/ab")));
    assert.deepEqual(await forward(), { published: 1, failed: [] });
    const [event] = published;
    assert.ok(event);
    assert.deepEqual(
      { ...event, id: event.id.length },
      {
        id: 64,
        source: `//r2.cloudflarestorage.com/accounts/${account}/buckets/layers`,
        type: bucketEvents.written.type,
        subject: "sha256/ab",
        time: eventTime,
        data: {
          bucket: "layers",
          name: "sha256/ab",
          action: "PutObject",
          size: 65536,
          etag: "c846ff7a18f28c2e262116d6e8719ef0",
        },
      },
    );
    assert.deepEqual(bucketEvents.written.data.parse(event.data), event.data);
    assert.deepEqual(server.left, []);
  });

  it("a copy, the last part of an upload, a deletion, and one by a rule: are events, too", async () => {
    server.send(JSON.stringify(put("a", { action: "CopyObject", copySource: { bucket: "old", object: "b" } })));
    server.send(JSON.stringify(put("c", { action: "CompleteMultipartUpload" })), "text");
    server.send(JSON.stringify(put("d", { action: "DeleteObject", object: { key: "d" } })), "bytes");
    server.send(JSON.stringify(put("e", { action: "LifecycleDeletion", object: { key: "e" } })));
    assert.deepEqual(await forward(), { published: 4, failed: [] });
    assert.deepEqual(
      published.map(({ type, data }) => [type.split(".").at(-1), data.action, data.copied_from]),
      [
        ["written", "CopyObject", "old/b"],
        ["written", "CompleteMultipartUpload", undefined],
        ["deleted", "DeleteObject", undefined],
        ["deleted", "LifecycleDeletion", undefined],
      ],
    );
  });

  it("more than one pull gives: all of it is forwarded in one run", async () => {
    for (let i = 0; i < 250; i++) server.send(JSON.stringify(put(`layer-${i}`)));
    assert.equal((await forward()).published, 250);
    assert.equal(new Set(published.map(({ id }) => id)).size, 250);
    assert.deepEqual(server.left, []);
  });

  it("a run whose time is over: leaves the rest to the next", async () => {
    for (let i = 0; i < 250; i++) server.send(JSON.stringify(put(`layer-${i}`)));
    const slow = () => new Promise<void>((done) => setTimeout(done, 60));
    assert.equal((await forward(slow, 50)).published, 100);
    assert.equal(server.left.length, 150);
  });

  it("an event that is not published: stays, is given back to come later each time, and is not lost", async () => {
    server.send(JSON.stringify(put("good")));
    server.send(JSON.stringify(put("bad")));
    const publish = async (event: ForwardedEvent) => {
      if (event.subject === "bad") throw new Error("the topic is gone");
      published.push(event);
    };
    assert.deepEqual(await forward(publish), { published: 1, failed: [{ id: "m2", reason: "the topic is gone" }] });
    assert.deepEqual(server.left, ["m2"]);
    assert.deepEqual(await forward(), { published: 0, failed: [] }, "it is not due yet");
    server.ahead = 16_000;
    await forward(publish);
    const delays = server.asked.flatMap(({ body }) => (body.retries as { delay_seconds: number }[] | undefined) ?? []);
    assert.deepEqual(
      delays.map(({ delay_seconds }) => delay_seconds),
      [15, 30],
    );
    server.ahead = 60_000;
    assert.deepEqual(await forward(), { published: 1, failed: [] });
    assert.deepEqual(server.left, []);
  });

  it("a run that dies before it acknowledges: its events come again, with the same ids", async () => {
    server.send(JSON.stringify(put("a")));
    const dies = async (event: ForwardedEvent) => {
      published.push(event);
      server.broken.push({ status: 502, body: "bad gateway" });
    };
    await assert.rejects(forward(dies), (error: Error) => {
      assert.ok(error instanceof QueueError);
      assert.equal(error.message, "queue: messages/ack was answered 502: bad gateway");
      return true;
    });
    assert.deepEqual(await forward(), { published: 0, failed: [] }, "whoever died may still be publishing");
    server.ahead = 11 * 60_000;
    assert.deepEqual(await forward(), { published: 1, failed: [] });
    assert.equal(published.length, 2);
    assert.equal(published[0]?.id, published[1]?.id);
    assert.deepEqual(server.left, []);
  });

  it("what is no notification: stays, with the reason, until the queue gives it up", async () => {
    server.send("no JSON");
    server.send(JSON.stringify(put("a", { action: "RenameObject" })));
    server.send(JSON.stringify({ ...put("b"), object: { key: "b" } }));
    const { published, failed } = await forward();
    assert.equal(published, 0);
    assert.match(failed[0]?.reason ?? "", /JSON/);
    assert.match(failed[1]?.reason ?? "", /RenameObject is no action on an object/);
    assert.match(failed[2]?.reason ?? "", /size/);
    assert.deepEqual(server.left, ["m1", "m2", "m3"]);
  });

  it("a token that is not taken: an error that names what Cloudflare answered", async () => {
    const queue = { url: server.url, token: "cfat_other" };
    await assert.rejects(forwardBucketEvents({ queue, publish: async () => undefined }), {
      name: "QueueError",
      message: "queue: messages/pull was answered 401: 10000 Authentication error",
    });
  });

  it("a pull asks for as many as there may be, for longer than a batch takes", async () => {
    await forward();
    assert.deepEqual(server.asked, [
      { what: "messages/pull", body: { batch_size: 100, visibility_timeout_ms: 600_000 } },
    ]);
  });
});

describe("an event's id", () => {
  const idOf = (notification: object) => eventOf(JSON.stringify(notification)).id;
  const id = idOf(put("a"));

  it("is the same for the same notification", () => assert.equal(idOf(put("a")), id));

  const others: Record<string, object> = {
    "another object": put("b"),
    "another bucket": put("a", { bucket: "other" }),
    "another version": put("a", { object: { key: "a", size: 65536, eTag: "other" } }),
    "another time": put("a", { eventTime: "2026-05-24T19:36:44.380Z" }),
    "another action": put("a", { action: "CopyObject" }),
  };
  for (const [title, notification] of Object.entries(others))
    it(`is another one for ${title}`, () => assert.notEqual(idOf(notification), id));

  it("fits into an attribute, and so does the subject, which is printable and left out where it does not", () => {
    const { id, subject = "" } = eventOf(JSON.stringify(put("k".repeat(1024))));
    assert.ok(Buffer.byteLength(id) <= 1024 && Buffer.byteLength(subject) <= 1024);
    assert.equal(eventOf(JSON.stringify(put("über alles/\n"))).subject, "%C3%BCber%20alles/%0A");
    const long = eventOf(JSON.stringify(put("ü".repeat(512))));
    assert.deepEqual([long.subject, long.data.name], [undefined, "ü".repeat(512)]);
  });
});

describe("the tries that a queue has", () => {
  it("last longer than the 14 days for which it keeps a message", () => {
    const seconds = Array.from({ length: 100 }, (_, i) => delayAfter(i + 1)).reduce((sum, delay) => sum + delay, 0);
    assert.ok(seconds > 14 * 24 * 60 * 60);
    assert.equal(delayAfter(1), 15);
    assert.ok(delayAfter(100) <= 12 * 60 * 60, "the longest that a queue takes");
  });
});
