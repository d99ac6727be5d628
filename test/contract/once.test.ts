import assert from "node:assert/strict";
import { mock } from "node:test";
import type { Pool } from "pg";
import pg from "pg";
import {
  type Claim,
  HandledByAnother,
  type Once,
  type OnceInPostgres,
  onceInMemory,
  onceInPostgres,
  onceInPostgresTable,
} from "../../contract";
import { type PostgresServer, postgresMissing, startPostgres } from "../../local/stand-ins/postgres";

const event = { source: "/registry", id: "1" };

async function claimed(once: Once, what = event): Promise<Claim> {
  const claim = await once.claim(what);
  assert.ok(typeof claim === "object", String(claim));
  return claim;
}

/** What holds wherever it is remembered; `pass` lets so many seconds pass. */
function behaves(set: () => { once: Once; another: Once; pass: (seconds: number) => Promise<void> }): void {
  it("done: an event is handled once, and events of other sources and ids are others", async () => {
    const { once, another } = set();
    await (await claimed(once)).done();
    assert.equal(await another.claim(event), "done");
    await (await claimed(another, { ...event, id: "2" })).done();
    await (await claimed(another, { ...event, source: "/other" })).done();
  });

  it("claim: one has it at a time, also of many who ask at once", async () => {
    const { once, another } = set();
    const answers = await Promise.all([1, 2, 3, 4, 5, 6].map((i) => (i % 2 ? once : another).claim(event)));
    assert.equal(answers.filter((answer) => answer === "held").length, 5);
  });

  it("release: it may be claimed again at once", async () => {
    const { once, another } = set();
    await (await claimed(once)).release();
    await claimed(another);
  });

  it("expiry: a claim whose holder died is another's a minute later", async () => {
    const { once, another, pass } = set();
    const first = await claimed(once);
    await pass(55);
    assert.equal(await another.claim(event), "held");
    await pass(10);
    const second = await claimed(another);
    await first.release(); // has nothing to give back any more
    assert.equal(await once.claim(event), "held");
    await second.done();
    assert.equal(await once.claim(event), "done");
  });

  it("renewal: a claim that is renewed does not expire; one that was lost is not won back", async () => {
    const { once, another, pass } = set();
    const first = await claimed(once);
    await pass(55);
    await first.renew();
    await pass(55);
    assert.equal(await another.claim(event), "held");
    await pass(10);
    await claimed(another);
    await pass(55);
    await first.renew();
    await pass(10);
    await claimed(once);
  });

  it("expiry: what is done stays done", async () => {
    const { once, pass } = set();
    await (await claimed(once)).done();
    await pass(3600);
    assert.equal(await once.claim(event), "done");
  });
}

describe("onceInMemory", () => {
  let once: Once;
  beforeEach(() => {
    mock.timers.enable({ apis: ["Date"], now: Date.now() });
    once = onceInMemory();
  });
  afterEach(() => mock.timers.reset());
  behaves(() => ({ once, another: once, pass: async (seconds) => mock.timers.tick(seconds * 1000) }));

  it("is bounded: the oldest is forgotten first", async () => {
    const small = onceInMemory({ most: 2 });
    for (const id of ["1", "2", "3"]) await (await claimed(small, { ...event, id })).done();
    assert.deepEqual(await Promise.all(["2", "3"].map((id) => small.claim({ ...event, id }))), ["done", "done"]);
    await claimed(small, event);
    assert.throws(() => onceInMemory({ most: 0 }), /most is 0/);
  });
});

describe("onceInPostgres", () => {
  let server: PostgresServer;
  const pools: Pool[] = [];
  let once: OnceInPostgres;
  const another = () => onceInPostgres(pools[1] as Pool, { consumer: "notifier" });
  before(async function () {
    if (postgresMissing(18)) return this.skip();
    server = await startPostgres(18, "ada");
    for (let i = 0; i < 2; i++) {
      const pool = new pg.Pool({ host: server.host, port: 5432, user: "ada", database: "postgres" });
      pool.on("error", () => {}); // the server's end
      pools.push(pool);
    }
    for (let i = 0; i < 2; i++) await query(onceInPostgresTable);
    once = onceInPostgres(pools[0] as Pool, { consumer: "notifier" });
  });
  after(async () => {
    for (const pool of pools) await pool.end();
    await server?.stop();
  });
  const query = (text: string) => (pools[0] as Pool).query(text);
  afterEach(() => query("DELETE FROM received_events"));
  const pass = async (seconds: number) => {
    await query(`UPDATE received_events SET claimed_at = claimed_at - interval '${seconds} seconds'`);
  };
  behaves(() => ({ once, another: another(), pass }));

  it("consumers of one database are each their own", async () => {
    await (await claimed(once)).done();
    await claimed(onceInPostgres(pools[0] as Pool, { consumer: "mailer" }));
  });

  it("transaction: an event is done with what its handler stored, or neither is", async () => {
    await query("CREATE TABLE mails (id text)");
    const attempt = async (end: "COMMIT" | "ROLLBACK") => {
      const client = await (pools[0] as Pool).connect();
      try {
        await client.query("BEGIN");
        await client.query("INSERT INTO mails VALUES ('1')");
        await once.doneIn(client, event);
        await client.query(end);
      } catch (error) {
        await client.query("ROLLBACK");
        throw error;
      } finally {
        client.release();
      }
    };
    await claimed(once);
    await attempt("ROLLBACK");
    assert.equal(await another().claim(event), "held");
    await attempt("COMMIT");
    assert.equal(await another().claim(event), "done");
    await assert.rejects(attempt("COMMIT"), HandledByAnother);
    assert.equal((await query("SELECT * FROM mails")).rowCount, 1);
  });

  it("forget: what was claimed before a time is forgotten, of this consumer", async () => {
    await (await claimed(once)).done();
    await claimed(onceInPostgres(pools[0] as Pool, { consumer: "mailer" }));
    await pass(3600);
    await (await claimed(once, { ...event, id: "2" })).done();
    assert.equal(await once.forget(new Date(Date.now() - 60_000)), 1);
    assert.equal((await query("SELECT * FROM received_events")).rowCount, 2);
    await claimed(once);
  });
});
