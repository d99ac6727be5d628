import assert from "node:assert/strict";
import { eventually, subscriptionName, topicName, withPubsub } from "./support";

const definition = `syntax = "proto3";
message Pushed {
  message Change { string subject = 1; bool granted = 2; }
  string repository = 1;
  optional string tag = 2;
  int64 bytes = 3;
  double share = 4;
  string media_type = 5;
  repeated Change changes = 6;
}`;

describe("a topic with a schema", () => {
  const pubsub = withPubsub();
  before(async () => {
    const { client } = pubsub();
    await client.createSchema("pushed", "PROTOCOL_BUFFER", definition);
    const schemaSettings = { schema: "projects/registry-dev/schemas/pushed", encoding: "JSON" as const };
    await client.createTopic({ name: "pushed", schemaSettings });
    await client.createSubscription("pushed", "pushed");
  });

  const fitting: unknown[] = [
    {
      repository: "base",
      tag: "1",
      bytes: 5,
      share: 0.5,
      media_type: "x",
      changes: [{ subject: "ada", granted: true }],
    },
    { mediaType: "x" },
    { bytes: "9007199254740993" },
    { tag: null, changes: [] },
    {},
  ];
  for (const data of fitting)
    it(`takes ${JSON.stringify(data)}`, async () => {
      assert.ok(await pubsub().send("pushed", data));
    });

  const unfitting: [unknown, RegExp][] = [
    [{ repository: 5 }, /message\.repository is no string/],
    [{ bytes: 5.5 }, /message\.bytes is no int64/],
    [{ share: "much" }, /message\.share is no double/],
    [{ size: 5 }, /message\.size is not in the schema/],
    [{ changes: { subject: "ada" } }, /message\.changes is no list/],
    [{ changes: [{ granted: "yes" }] }, /message\.changes\[0\]\.granted is no bool/],
    [[], /message is no object/],
    ["{", /is no JSON/],
  ];
  for (const [data, words] of unfitting)
    it(`refuses ${JSON.stringify(data)}`, async () => {
      const before = pubsub().server.undelivered(subscriptionName("pushed"));
      await assert.rejects(pubsub().send("pushed", data), (error: { code?: number; details?: string }) => {
        assert.equal(error.code, 3);
        assert.match(error.details ?? "", words);
        return true;
      });
      assert.equal(pubsub().server.undelivered(subscriptionName("pushed")), before);
    });

  it("refuses all of a batch when one does not fit", async () => {
    const { client, server } = pubsub();
    const before = server.undelivered(subscriptionName("pushed"));
    const topic = client.topic("pushed", { batching: { maxMessages: 2, maxMilliseconds: 5000 } });
    const sent = await Promise.allSettled(
      [{ repository: "a" }, { repository: 5 }].map((json) => topic.publishMessage({ json })),
    );
    assert.deepEqual(
      sent.map(({ status }) => status),
      ["rejected", "rejected"],
    );
    assert.equal(server.undelivered(subscriptionName("pushed")), before);
  });

  it("refuses everything when its schema is deleted", async () => {
    const { client, send } = pubsub();
    await client.createSchema("short-lived", "PROTOCOL_BUFFER", definition);
    const schemaSettings = { schema: "projects/registry-dev/schemas/short-lived", encoding: "JSON" as const };
    await client.createTopic({ name: "short-lived", schemaSettings });
    await send("short-lived", {});
    await client.schema("short-lived").delete();
    await assert.rejects(send("short-lived", {}), /no schema any more/);
  });
});

describe("a BigQuery subscription of the Pub/Sub stand-in", () => {
  const pubsub = withPubsub();
  const columns = [
    { name: "repository", type: "STRING", mode: "REQUIRED" },
    { name: "bytes", type: "INTEGER" },
    { name: "pushed_at", type: "TIMESTAMP" },
    {
      name: "changes",
      type: "RECORD",
      mode: "REPEATED",
      fields: [{ name: "subject", type: "STRING", mode: "REQUIRED" }],
    },
    { name: "subscription_name", type: "STRING" },
    { name: "message_id", type: "STRING" },
    { name: "publish_time", type: "TIMESTAMP" },
    { name: "attributes", type: "JSON" },
  ] as const;
  let id: string;
  let count = 0;
  const table = () => `registry-dev.events.${id}`;
  const make = async (options = {}) => {
    const { client, server } = pubsub();
    id = `recorded_${++count}`;
    server.setTable(table(), columns);
    await client.createTopic(id);
    await client.createTopic(`${id}-dead`);
    await client.createSubscription(topicName(`${id}-dead`), `${id}-dead`);
    await client.createSubscription(topicName(id), id, {
      bigqueryConfig: { table: table(), useTableSchema: true, writeMetadata: true, ...options },
      deadLetterPolicy: { deadLetterTopic: topicName(`${id}-dead`), maxDeliveryAttempts: 5 },
      retryPolicy: { minimumBackoff: { nanos: 1e6 }, maximumBackoff: { nanos: 1e6 } },
    });
  };
  const rows = () => pubsub().server.tables.get(table())?.rows ?? [];
  const state = async () => {
    const [{ bigqueryConfig }] = await pubsub().client.subscription(id).getMetadata();
    return bigqueryConfig?.state;
  };

  it("writes a row of the table's columns, with what is known of the message, and acknowledges it", async () => {
    await make();
    const { send, server } = pubsub();
    const message = await send(id, { repository: "base", changes: [{ subject: "ada" }] }, { "ce-id": "1" });
    await eventually(() => assert.equal(server.undelivered(subscriptionName(id)), 0));
    const [{ publish_time: time, ...row } = {}] = rows();
    assert.ok(Date.parse(String(time)));
    assert.deepEqual(row, {
      repository: "base",
      bytes: null,
      pushed_at: null,
      changes: [{ subject: "ada" }],
      subscription_name: subscriptionName(id),
      message_id: message,
      attributes: '{"ce-id":"1"}',
    });
    assert.equal(await state(), "ACTIVE");
  });

  const unfitting: [string, unknown][] = [
    ["an unknown field", { repository: "base", size: 5 }],
    ["an unknown field of a record", { repository: "base", changes: [{ subject: "ada", x: 1 }] }],
    ["a wrong type", { repository: "base", bytes: "much" }],
    ["a time that is none", { repository: "base", pushed_at: "yesterday" }],
    ["a missing required field", { bytes: 5 }],
    ["what is no JSON", "x"],
  ];
  for (const [what, data] of unfitting)
    it(`${what}: is written nowhere, and ends as a dead letter`, async () => {
      await make();
      const { send, server } = pubsub();
      await send(id, data);
      await eventually(() => assert.equal(server.undelivered(subscriptionName(`${id}-dead`)), 1));
      assert.deepEqual([rows(), server.undelivered(subscriptionName(id)), await state()], [[], 0, "SCHEMA_MISMATCH"]);
    });

  it("drops unknown fields where it is told to", async () => {
    await make({ dropUnknownFields: true });
    await pubsub().send(id, { repository: "base", size: 5 });
    await eventually(() => assert.deepEqual([rows().length, "size" in (rows()[0] ?? {})], [1, false]));
  });

  it("a new column: takes what it refused before, once the table has it", async () => {
    await make();
    const { client, send, server } = pubsub();
    await client.subscription(id).setMetadata({ deadLetterPolicy: null });
    await send(id, { repository: "base", tag: "1" });
    await eventually(async () => assert.equal(await state(), "SCHEMA_MISMATCH"));
    server.setTable(table(), [...columns, { name: "tag", type: "STRING" }]);
    await eventually(() => assert.equal(rows()[0]?.tag, "1"));
  });

  it("a table that is not there: the message stays until it is", async () => {
    await make({ table: "registry-dev.events.later" });
    const { client, send, server } = pubsub();
    await client.subscription(id).setMetadata({ deadLetterPolicy: null });
    await send(id, { repository: "base" });
    await eventually(async () => assert.equal(await state(), "NOT_FOUND"));
    server.setTable("registry-dev.events.later", columns);
    await eventually(() => assert.equal(server.tables.get("registry-dev.events.later")?.rows.length, 1));
  });

  it("metadata: a table without its columns takes nothing", async () => {
    await make();
    pubsub().server.setTable(table(), columns.slice(0, 4));
    await pubsub().send(id, { repository: "base" });
    await eventually(async () => assert.equal(await state(), "SCHEMA_MISMATCH"));
  });
});
