import assert from "node:assert/strict";
import { on, onceInMemory, publisher, type ReceivedEvent, receiver } from "../../contract";
import { eventually, subscriptionName, topicName, withPubsub } from "../local/stand-ins/pubsub/support";
import { data, deleted, headersOf, makeTrigger, pushed, pushTo, reports, serve } from "./support";

describe("receiving a push", () => {
  const set = (handler: (event: ReceivedEvent<typeof pushed>) => Promise<void> = async () => {}) => {
    const handled: ReceivedEvent<typeof pushed>[] = [];
    const { problems, report } = reports();
    const handle = on(pushed, async (event) => {
      handled.push(event);
      await handler(event);
    });
    return { handled, problems, receive: receiver([handle], { once: onceInMemory(), report }) };
  };

  for (const [form, body] of [
    ["text", JSON.stringify(data)],
    ["bytes", Buffer.from(JSON.stringify(data))],
    ["parsed", data],
  ] as const)
    it(`a body as ${form}: the handler gets the event`, async () => {
      const { handled, receive } = set();
      assert.deepEqual(await receive({ headers: headersOf({ "ce-subject": "base:1" }), body }), { status: 204 });
      assert.deepEqual(handled, [
        {
          type: pushed.type,
          source: "/registry",
          id: "1",
          time: new Date("2026-01-02T03:04:05.678Z"),
          subject: "base:1",
          data,
        },
      ]);
    });

  it("headers: may be in any case, and lists", async () => {
    const { handled, receive } = set();
    const headers = Object.fromEntries(
      Object.entries(headersOf()).map(([name, value]) => [name.toUpperCase(), [value]]),
    );
    assert.equal((await receive({ headers, body: data })).status, 204);
    assert.equal(handled.length, 1);
  });

  it("without an id or time, as of a scheduled event, Pub/Sub's own stand in", async () => {
    const { handled, receive } = set();
    const { "ce-id": _, "ce-time": __, ...headers } = headersOf();
    for (let i = 0; i < 2; i++) assert.equal((await receive({ headers, body: data })).status, 204);
    assert.deepEqual(
      handled.map(({ id, time }) => [id, time.toISOString()]),
      [["77", "2026-01-02T03:04:06.000Z"]],
    );
  });

  it("seen before: is answered as if it were handled, and is not", async () => {
    const { handled, receive } = set();
    for (const id of ["1", "2", "1"])
      assert.equal((await receive({ headers: headersOf({ "ce-id": id }), body: data })).status, 204);
    assert.equal((await receive({ headers: headersOf({ "ce-source": "/other" }), body: data })).status, 204);
    assert.deepEqual(
      handled.map(({ source, id }) => source + id),
      ["/registry1", "/registry2", "/other1"],
    );
  });

  it("a newer producer's field: is dropped, also in a record", async () => {
    const { handled, receive } = set();
    const newer = { ...data, platform: "arm64", changes: [{ subject: "ada", role: "x" }] };
    assert.equal((await receive({ headers: headersOf(), body: newer })).status, 204);
    assert.deepEqual(handled[0]?.data, data);
  });

  const { "ce-type": _, ...untyped } = headersOf();
  const refused: [string, Record<string, string>, unknown, number, RegExp][] = [
    ["data that does not fit", headersOf(), { ...data, bytes: "5" }, 422, /data\.bytes is "5"/],
    ["another type", headersOf({ "ce-type": deleted.type }), data, 404, /image\.deleted has no handler here/],
    ["no event", {}, data, 400, /ce-id, ce-source, ce-type, ce-specversion missing/],
    ["an event without a type", untyped, data, 400, /ce-type missing/],
    ["a body that is no JSON", headersOf(), "{", 400, /JSON/],
    ["a body that is no object", headersOf(), "5", 400, /no JSON object/],
    ["no body", headersOf(), undefined, 400, /no JSON object/],
    ["a time that is none", headersOf({ "ce-time": "yesterday" }), data, 400, /ce-time is yesterday/],
    ["another version of CloudEvents", headersOf({ "ce-specversion": "9" }), data, 400, /ce-specversion is 9/],
  ];
  for (const [what, headers, body, status, words] of refused)
    it(`${what}: is refused with ${status} and told`, async () => {
      const { handled, problems, receive } = set();
      const answer = await receive({ headers, body });
      assert.equal(answer.status, status);
      assert.match(answer.body ?? "", words);
      assert.deepEqual(problems, [{ state: "refused", text: answer.body }]);
      assert.deepEqual(handled, []);
    });

  it("a handler that fails: 500, told with its error, and the event is handled when it comes again", async () => {
    let failures = 1;
    const error = new Error("no mail today");
    const { handled, problems, receive } = set(async () => {
      if (failures-- > 0) throw error;
    });
    const answer = await receive({ headers: headersOf(), body: data });
    assert.deepEqual(answer, { status: 500, body: `${pushed.type} 1 from /registry was not handled: no mail today` });
    assert.deepEqual(problems, [{ state: "failed", text: answer.body, error }]);
    assert.equal((await receive({ headers: headersOf(), body: data })).status, 204);
    assert.equal(handled.length, 2);
  });

  it("while an event is being handled, its twin is answered 503", async () => {
    let finish = () => {};
    const { handled, receive } = set(
      () =>
        new Promise((resolve) => {
          finish = resolve;
        }),
    );
    const first = receive({ headers: headersOf(), body: data });
    await eventually(() => assert.equal(handled.length, 1));
    assert.equal((await receive({ headers: headersOf(), body: data })).status, 503);
    finish();
    assert.equal((await first).status, 204);
    assert.equal((await receive({ headers: headersOf(), body: data })).status, 204);
    assert.equal(handled.length, 1);
  });

  it("a store that cannot be reached: 500, and nothing is handled", async () => {
    const { report } = reports();
    let handled = 0;
    const receive = receiver(
      [
        on(pushed, async () => {
          handled++;
        }),
      ],
      { once: { claim: () => Promise.reject(new Error("no route")) }, report },
    );
    assert.equal((await receive({ headers: headersOf(), body: data })).status, 500);
    assert.equal(handled, 0);
  });

  it("needs one handler a type", () => {
    const handling = on(pushed, async () => {});
    assert.throws(() => receiver([], { once: onceInMemory() }), /handlers is empty/);
    assert.throws(() => receiver([handling, handling], { once: onceInMemory() }), /image\.pushed is handled twice/);
  });
});

describe("an event from a publisher to a receiver, over gRPC and HTTP", () => {
  const pubsub = withPubsub();
  const closing: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0)) await close();
  });
  let name: string;
  let count = 0;
  const set = async (handler: (event: ReceivedEvent<typeof pushed>) => Promise<void>, options = {}) => {
    name = `trigger-${++count}`;
    await pubsub().client.createTopic(name);
    const { problems, report } = reports();
    const service = await serve(receiver([on(pushed, handler)], { once: onceInMemory(), report }));
    await makeTrigger(pubsub(), name, name, service.url, options);
    const { publish, close } = publisher(pushed, { topic: topicName(name), source: "/registry" });
    closing.push(close, service.close);
    return { problems, service, publish };
  };
  const waiting = (subscription = name) => pubsub().server.undelivered(subscriptionName(subscription));

  it("arrives whole, once", async () => {
    const events: ReceivedEvent[] = [];
    const { publish } = await set(async (event) => void events.push(event));
    await publish({ data, id: "1", subject: "base:1" });
    await eventually(() => assert.equal(waiting(), 0));
    const [{ time, ...event } = { time: undefined }] = events;
    assert.ok(time instanceof Date);
    assert.deepEqual(event, { type: pushed.type, source: "/registry", id: "1", subject: "base:1", data });
    assert.equal(events.length, 1);
  });

  it("is redelivered until it is handled", async () => {
    let tries = 0;
    const { publish, service } = await set(async () => {
      if (++tries < 3) throw new Error("not yet");
    });
    await publish({ data });
    await eventually(() => assert.equal(waiting(), 0));
    assert.deepEqual(
      service.answers.map(({ status }) => status),
      [500, 500, 204],
    );
  });

  it("published twice under one id: is handled once", async () => {
    let handled = 0;
    const { publish } = await set(async () => void handled++);
    await Promise.all([1, 2, 3].map(() => publish({ data, id: "same" })));
    await eventually(() => assert.equal(waiting(), 0));
    assert.deepEqual([handled, waiting(`${name}-dead`)], [1, 0]);
  });

  it("that cannot be handled: ends as a dead letter, and is replayed by pushing the dead letters", async () => {
    let fixed = false;
    const handled: string[] = [];
    const { publish, service } = await set(async ({ id }) => {
      if (!fixed) throw new Error("a bug");
      handled.push(id);
    });
    const dead = `${name}-dead`;
    for (const id of ["1", "2", "3"]) await publish({ data, id });
    await eventually(() => assert.deepEqual([waiting(), waiting(dead)], [0, 3]));
    assert.equal(service.answers.length, 15);
    fixed = true;
    const { api } = pubsub();
    await api.modifyPushConfig({ subscription: subscriptionName(dead), pushConfig: pushTo(service.url) });
    await eventually(() => assert.equal(waiting(dead), 0));
    await api.modifyPushConfig({ subscription: subscriptionName(dead), pushConfig: {} });
    assert.deepEqual(handled.sort(), ["1", "2", "3"]);
    await pubsub().send(dead, "later");
    assert.equal(waiting(dead), 1);
  });

  it("that is none: is a dead letter after five attempts, with each refusal told", async () => {
    const { problems } = await set(async () => {});
    await pubsub().send(
      name,
      { repository: 5 },
      { "ce-id": "1", "ce-type": pushed.type, "ce-source": "/x", "ce-specversion": "1.0" },
    );
    await eventually(() => assert.equal(waiting(`${name}-dead`), 1));
    assert.equal(problems.length, 5);
    assert.match(problems[0]?.text ?? "", /data\.repository is 5/);
  });

  it("in order: events of one key are handled in theirs, also when one fails", async () => {
    name = `trigger-${++count}`;
    await pubsub().client.createTopic(name);
    const order: number[] = [];
    let fails = true;
    const handler = on(pushed, async ({ data: { bytes } }) => {
      if (bytes === 1 && fails) {
        fails = false;
        throw new Error("once");
      }
      order.push(bytes);
    });
    const service = await serve(receiver([handler], { once: onceInMemory(), ...reports() }));
    await makeTrigger(pubsub(), name, name, service.url, { enableMessageOrdering: true });
    const orderBy = ({ repository }: typeof data) => repository;
    const { publish, close } = publisher(pushed, { topic: topicName(name), source: "/registry", orderBy });
    closing.push(close, service.close);
    await Promise.all([0, 1, 2, 3].map((bytes) => publish({ data: { ...data, bytes } })));
    await eventually(() => assert.equal(waiting(), 0));
    assert.deepEqual(order, [0, 1, 2, 3]);
  });
});
