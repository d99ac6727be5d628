import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once as occurs } from "node:events";
import { join } from "node:path";
import type pg from "pg";
import { onceInMemory, onceInPostgresTable, publisher, type ReceivedEvent, type Worker, worker } from "../../contract";
import { type PostgresServer, postgresMissing, startPostgres } from "../../local/stand-ins/postgres";
import { eventually, subscriptionName, topicName, variablesFor, withPubsub } from "../local/stand-ins/pubsub/support";
import { data, makeTrigger, pushed, reports } from "./support";

describe("working off a pull subscription", () => {
  const pubsub = withPubsub();
  const closing: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0)) await close();
  });
  let name: string;
  let count = 0;
  const set = async (options = {}, orderBy?: () => string) => {
    name = `worked-${++count}`;
    await pubsub().client.createTopic(name);
    await makeTrigger(pubsub(), name, name, undefined, options);
    const { publish, close } = publisher(pushed, {
      topic: topicName(name),
      source: "/registry",
      ...(orderBy && { orderBy }),
    });
    closing.push(close);
    return publish;
  };
  const work = async (handler: (event: ReceivedEvent<typeof pushed>) => Promise<void>, more = {}): Promise<Worker> => {
    const one = await worker(pushed, {
      subscription: subscriptionName(name),
      once: onceInMemory(),
      handler,
      ...reports(),
      ...more,
    });
    closing.unshift(one.close);
    return one;
  };
  const waiting = (subscription = name) => pubsub().server.undelivered(subscriptionName(subscription));

  it("handles each event once and acknowledges it", async () => {
    const publish = await set();
    const handled: ReceivedEvent<typeof pushed>[] = [];
    await work(async (event) => void handled.push(event));
    await publish({ data, id: "1", subject: "base" });
    await publish({ data, id: "1" });
    await eventually(() => assert.equal(waiting(), 0));
    assert.deepEqual(
      handled.map(({ time: _, ...event }) => event),
      [{ type: pushed.type, source: "/registry", id: "1", subject: "base", data }],
    );
  });

  it("gives back what failed, until it is handled", async () => {
    const publish = await set();
    let tries = 0;
    await work(async () => {
      if (++tries < 3) throw new Error("not yet");
    });
    await publish({ data });
    await eventually(() => assert.equal(waiting(), 0));
    assert.deepEqual([tries, waiting(`${name}-dead`)], [3, 0]);
  });

  it("what is no such event ends as a dead letter", async () => {
    await set();
    const { problems, report } = reports();
    await work(async () => assert.fail("was handled"), { report });
    await pubsub().send(
      name,
      { repository: 5 },
      { "ce-id": "1", "ce-type": pushed.type, "ce-source": "/x", "ce-specversion": "1.0" },
    );
    await eventually(() => assert.deepEqual([waiting(), waiting(`${name}-dead`)], [0, 1]));
    assert.deepEqual(
      problems.map(({ state }) => state),
      Array(5).fill("refused"),
    );
  });

  it("order: what has one key is handled one after the other, and what follows a failure after it", async () => {
    const publish = await set({ enableMessageOrdering: true }, () => "k");
    const order: string[] = [];
    let fails = true;
    let running = 0;
    await work(async ({ id }) => {
      assert.equal(++running, 1);
      await new Promise((resolve) => setTimeout(resolve, 5));
      running--;
      if (id === "2" && fails) {
        fails = false;
        throw new Error("once");
      }
      order.push(id);
    });
    await Promise.all(["1", "2", "3", "4"].map((id) => publish({ data, id })));
    await eventually(() => assert.equal(waiting(), 0));
    assert.deepEqual(order, ["1", "2", "3", "4"]);
  });

  it("order: what is on its way when another fails is not handled before it", async () => {
    const publish = await set({ enableMessageOrdering: true }, () => "k");
    const order: string[] = [];
    const late: Promise<string>[] = [];
    await work(async ({ id }) => {
      if (id === "1" && late.length === 0) {
        setImmediate(() => late.push(publish({ data, id: "2" }))); // arrives before Pub/Sub is told of the failure
        throw new Error("once");
      }
      order.push(id);
    });
    await publish({ data, id: "1" });
    await eventually(() => assert.equal(late.length, 1));
    await late[0];
    await eventually(() => assert.equal(waiting(), 0));
    assert.deepEqual(order, ["1", "2"]);
  });

  it("concurrency: handles as many at a time as it may", async () => {
    const publish = await set();
    let running = 0;
    let most = 0;
    await work(
      async () => {
        most = Math.max(most, ++running);
        await new Promise((resolve) => setTimeout(resolve, 20));
        running--;
      },
      { concurrency: 3 },
    );
    await Promise.all(Array.from({ length: 12 }, () => publish({ data })));
    await eventually(() => assert.equal(waiting(), 0));
    assert.equal(most, 3);
  });

  it("close: finishes what it has begun, takes no more, and leaves the rest", async () => {
    const publish = await set();
    let finish = () => {};
    const begun: string[] = [];
    const { close } = await work(
      ({ id }) =>
        new Promise((resolve) => {
          begun.push(id);
          finish = resolve;
        }),
      { concurrency: 1 },
    );
    await publish({ data, id: "1" });
    await eventually(() => assert.deepEqual(begun, ["1"]));
    const closed = close();
    await publish({ data, id: "2" });
    finish();
    await closed;
    assert.deepEqual([begun, waiting()], [["1"], 1]);
  });

  it("a subscription that is deleted: is told", async () => {
    await set();
    const errors: Error[] = [];
    await work(async () => {}, { onError: (error: Error) => void errors.push(error) });
    await pubsub().client.subscription(name).delete();
    await eventually(() => assert.match(errors[0]?.message ?? "", /Resource not found/));
  });

  it("names what it cannot use", async () => {
    const options = { once: onceInMemory(), handler: async () => {} };
    await assert.rejects(
      worker(pushed, { subscription: "worked", ...options }),
      /subscription is "worked": give projects/,
    );
  });

  describe("a process that is killed in the middle of an event", () => {
    let server: PostgresServer;
    let database: pg.Client;
    const children: ChildProcess[] = [];
    before(async function () {
      if (postgresMissing(18)) return this.skip();
      server = await startPostgres(18, "ada");
      database = await server.connect({ user: "ada", database: "postgres" });
      await database.query("CREATE TABLE effects (id text)");
      await database.query(onceInPostgresTable);
    });
    afterEach(() => {
      for (const child of children.splice(0)) child.kill("SIGKILL");
    });
    after(async () => {
      await database?.end();
      await server?.stop();
    });
    const start = (hang = "") => {
      const child = spawn(process.execPath, ["--require", "tsx/cjs", join(__dirname, "programs", "work.ts")], {
        env: {
          ...process.env,
          ...variablesFor(pubsub().server),
          SUBSCRIPTION: subscriptionName(name),
          POSTGRES: server.host,
          HANG: hang,
        },
        stdio: ["ignore", "pipe", "inherit"],
      });
      children.push(child);
      let text = "";
      child.stdout.on("data", (piece) => {
        text += piece;
      });
      return {
        child,
        says: (line: string) => eventually(() => assert.match(text, new RegExp(`^${line}$`, "m")), 30_000),
      };
    };

    it("loses nothing, and what the event does is done once", async () => {
      const publish = await set();
      const first = start("yes");
      await first.says("ready");
      for (const id of ["1", "2", "3"]) await publish({ data, id });
      await first.says("began 1");
      await first.says("began 3");
      first.child.kill("SIGKILL");
      await occurs(first.child, "exit");
      assert.equal((await database.query("SELECT * FROM effects")).rowCount, 0);
      assert.equal(waiting(), 3);

      const second = start();
      await second.says("ready");
      await database.query("UPDATE received_events SET claimed_at = claimed_at - interval '61 seconds'");
      pubsub().server.clock.advance(61_000); // the deadlines of the one that died
      for (const id of ["1", "2", "3"]) await second.says(`handled ${id}`);
      await eventually(() => assert.equal(waiting(), 0));
      const { rows } = await database.query("SELECT id FROM effects ORDER BY id");
      assert.deepEqual(
        rows.map(({ id }) => id),
        ["1", "2", "3"],
      );
      assert.equal(waiting(`${name}-dead`), 0);

      second.child.kill("SIGTERM");
      await second.says("closed");
    });
  });
});
