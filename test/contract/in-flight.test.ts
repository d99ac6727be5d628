/** What happens to messages on their way while the platform changes what they go through. */
import assert from "node:assert/strict";
import { on, onceInMemory, publisher, receiver } from "../../contract";
import type { Row } from "../../local/stand-ins/pubsub";
import { eventually, subscriptionName, topicName, withPubsub } from "../local/stand-ins/pubsub/support";
import { data, makeTrigger, pushed, pushTo, serve } from "./support";

const columns = [
  { name: "repository", type: "STRING", mode: "REQUIRED" },
  { name: "bytes", type: "INTEGER", mode: "REQUIRED" },
  { name: "changes", type: "RECORD", mode: "REPEATED", fields: [{ name: "subject", type: "STRING" }] },
  { name: "tag", type: "STRING" },
  { name: "subscription_name", type: "STRING" },
  { name: "message_id", type: "STRING" },
  { name: "publish_time", type: "TIMESTAMP" },
  { name: "attributes", type: "JSON" },
] as const;

/** `QUALIFY ROW_NUMBER() OVER (PARTITION BY source, id ORDER BY publish_time) = 1`, as the view of an event's table has it. */
function view(rows: readonly Row[]): { source: string; id: string }[] {
  const first = new Map<string, { source: string; id: string }>();
  const ordered = [...rows].sort((a, b) => Date.parse(String(a.publish_time)) - Date.parse(String(b.publish_time)));
  for (const row of ordered) {
    const { "ce-source": source, "ce-id": id } = JSON.parse(String(row.attributes));
    const key = JSON.stringify([source, id]);
    if (!first.has(key)) first.set(key, { source, id });
  }
  return [...first.values()];
}

describe("messages in flight", () => {
  const pubsub = withPubsub();
  const closing: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0)) await close();
  });
  let topic: string;
  let count = 0;
  let sent: string[] = [];
  let effects: string[] = [];
  let twins = 0;

  /** A topic on which an event is published every few milliseconds, one in ten of them twice, until `stop`. */
  const flow = async () => {
    topic = `flow-${++count}`;
    [sent, effects, twins] = [[], [], 0];
    await pubsub().client.createTopic(topic);
    const { publish, close } = publisher(pushed, { topic: topicName(topic), source: "/registry" });
    closing.push(close);
    let running = false;
    let done: Promise<void>;
    const run = async () => {
      while (running) {
        const id = String(sent.length + 1);
        const subject = sent.length % 2 ? "base" : "app";
        await publish({ data: { ...data, bytes: sent.length }, id, subject });
        sent.push(id);
        if (sent.length % 10 === 0) {
          await publish({ data: { ...data, bytes: sent.length }, id, subject });
          twins++;
        }
      }
    };
    const start = () => {
      running = true;
      done = run();
    };
    return {
      start,
      /** Lets it go on until so many more were published. */
      async more(events: number) {
        const target = sent.length + events;
        await eventually(() => assert.ok(sent.length >= target), 20_000);
      },
      async stop() {
        running = false;
        await done;
      },
    };
  };

  const once = { current: onceInMemory() };
  beforeEach(() => {
    once.current = onceInMemory();
  });

  /** The service as one region runs it: it takes a while, fails one time in seven, and shares what it handled. */
  const region = async () => {
    let calls = 0;
    const handler = on(pushed, async ({ id }) => {
      await new Promise((resolve) => setTimeout(resolve, 2));
      if (++calls % 7 === 0) throw new Error("a bad moment");
      effects.push(id);
    });
    const service = await serve(receiver([handler], { once: once.current, report() {} }));
    closing.push(service.close);
    return service;
  };

  const waiting = (name: string) => pubsub().server.undelivered(subscriptionName(name));
  const drained = (...names: string[]) =>
    eventually(() => assert.deepEqual(names.map(waiting), Array(names.length).fill(0)), 20_000);
  const patient = {
    retryPolicy: { minimumBackoff: { nanos: 5e6 }, maximumBackoff: { nanos: 20e6 } },
    deadLetterPolicy: null,
  };
  const inOrder = (ids: readonly string[]) => [...ids].sort((a, b) => Number(a) - Number(b));

  it("a trigger's filter changes: the second subscription first, then the former is drained and deleted", async () => {
    const service = await region();
    const { start, more, stop } = await flow();
    const base = { ...patient, filter: 'attributes.ce-subject = "base"' };
    await makeTrigger(pubsub(), topic, `${topic}-a`, service.url, base);
    start();
    await more(60);
    await makeTrigger(pubsub(), topic, `${topic}-b`, service.url, { ...patient, filter: "attributes:ce-subject" });
    const since = sent.length; // what was published after this is in the second one
    await more(30);
    await drained(`${topic}-a`);
    await pubsub().client.subscription(`${topic}-a`).delete();
    await more(60);
    await stop();
    await drained(`${topic}-b`);
    const isBase = (id: string) => Number(id) % 2 === 0;
    const expected = sent.filter((id) => isBase(id) || Number(id) > since + 1);
    const missing = expected.filter((id) => !effects.includes(id));
    assert.deepEqual(missing, []);
    assert.deepEqual(
      effects.filter((id, i) => effects.indexOf(id) !== i),
      [],
    );
    assert.ok(effects.filter((id) => isBase(id) && Number(id) <= since).length >= 20, "some came before the change");
  });

  it("a push endpoint moves to another region: in place, with what was not delivered yet", async () => {
    const [first, second] = [await region(), await region()];
    const { start, more, stop } = await flow();
    await makeTrigger(pubsub(), topic, topic, first.url, patient);
    start();
    await more(60);
    await pubsub().api.modifyPushConfig({ subscription: subscriptionName(topic), pushConfig: pushTo(second.url) });
    const before = first.answers.length;
    await more(60);
    await stop();
    await drained(topic);
    assert.deepEqual(inOrder(effects), sent);
    assert.ok(before > 20 && second.answers.length > 20, `${before} and ${second.answers.length} answers`);
    assert.ok(first.answers.length - before < 10, "only what was on its way is answered by the first");
  });

  it("a region is drained and goes: what it cuts off is delivered to the other, and done once", async () => {
    const [first, second] = [await region(), await region()];
    const { start, more, stop } = await flow();
    await makeTrigger(pubsub(), topic, topic, first.url, patient);
    start();
    await more(60);
    await first.close(); // with requests in the middle, and before the endpoint has moved
    await more(20);
    const backlog = waiting(topic);
    await pubsub().api.modifyPushConfig({ subscription: subscriptionName(topic), pushConfig: pushTo(second.url) });
    await more(20);
    await stop();
    await drained(topic);
    assert.ok(backlog >= 20, `${backlog} waited`);
    assert.deepEqual(inOrder(effects), sent);
  });

  it("the recorder's subscription is replaced: the view has each event once", async () => {
    const { client, server } = pubsub();
    const { start, more, stop } = await flow();
    const name = `registry-dev.events.${topic}`;
    const table = server.setTable(name, columns);
    const recorder = (id: string) =>
      client.createSubscription(topicName(topic), id, {
        bigqueryConfig: { table: name, useTableSchema: true, writeMetadata: true },
      });
    await recorder(`${topic}-recorder-a`);
    start();
    await more(60);
    await recorder(`${topic}-recorder-b`);
    await more(30);
    await drained(`${topic}-recorder-a`);
    await client.subscription(`${topic}-recorder-a`).delete();
    await more(60);
    await stop();
    await drained(`${topic}-recorder-b`);
    assert.deepEqual(inOrder(view(table.rows).map(({ id }) => id)), sent);
    assert.ok(table.rows.length >= sent.length + twins + 30, "both wrote for a while");
  });

  it("deleting first loses: the simulation can tell", async () => {
    const { client, server } = pubsub();
    const { start, more, stop } = await flow();
    const name = `registry-dev.events.${topic}`;
    const table = server.setTable(name, columns);
    const options = { bigqueryConfig: { table: name, useTableSchema: true, writeMetadata: true } };
    await client.createSubscription(topicName(topic), topic, options);
    start();
    await more(30);
    await client.subscription(topic).delete();
    await more(10);
    await client.createSubscription(topicName(topic), topic, options);
    await more(30);
    await stop();
    await drained(topic);
    assert.ok(view(table.rows).length <= sent.length - 5);
  });
});
