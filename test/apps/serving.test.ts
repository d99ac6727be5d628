import assert from "node:assert/strict";
import { connect } from "node:http2";
import { caller, identityOf, log, place, Refused, routes, type Serving, serve } from "../../apps/serving";
import { asAccount, logsOf, quietly } from "../support/app";
import { idToken } from "../support/metadata";

describe("serving", () => {
  const serving: Serving[] = [];
  const start = async (options: Partial<Parameters<typeof serve>[0]>) => {
    const one = await serve({ name: "tried", port: 0, routes: routes(), ...options });
    serving.push(one);
    return { ...one, url: `http://127.0.0.1:${one.port}` };
  };
  quietly();
  afterEach(() => logsOf(() => Promise.all(serving.splice(0).map((one) => one.stop()))));

  it("probes: live while it listens, ready once it can answer", async () => {
    let connected = false;
    const { url } = await start({
      ready: async () => {
        if (!connected) throw new Error("no database");
      },
    });
    const status = async (path: string) => (await fetch(url + path)).status;
    assert.deepEqual([await status("/live"), await status("/ready")], [200, 503]);
    connected = true;
    assert.equal(await status("/ready"), 200);
  });

  it("errors: what is refused is told, what breaks is only logged", async () => {
    const app = routes();
    app.get("/refused", () => {
      throw new Refused(400, "NAME_INVALID", "is no name", { "X-Why": "it" });
    });
    app.get("/broken", () => {
      throw new Error("the password is hunter2");
    });
    const { url } = await start({ routes: app });
    const refused = await fetch(`${url}/refused`);
    assert.deepEqual([refused.status, refused.headers.get("x-why")], [400, "it"]);
    assert.deepEqual(await refused.json(), { errors: [{ code: "NAME_INVALID", message: "is no name" }] });
    const broken = await fetch(`${url}/broken`);
    assert.equal(broken.status, 500);
    assert.doesNotMatch(await broken.text(), /hunter2/);
    assert.equal((await fetch(`${url}/nowhere`)).status, 404);
  });

  it("stop: what runs is ended, and no new connection is taken", async () => {
    const app = routes();
    let arrived = () => {};
    let go = () => {};
    const arrival = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    const gate = new Promise<void>((resolve) => {
      go = resolve;
    });
    app.get("/slow", async (context) => {
      arrived();
      await gate;
      return context.text("whole");
    });
    let freed = false;
    const { url, stop } = await start({
      routes: app,
      stop: async () => {
        freed = true;
      },
    });
    const answer = fetch(`${url}/slow`);
    await arrival;
    const stopped = stop();
    await assert.rejects(fetch(`${url}/live`));
    assert.equal(freed, false, "freed while a request ran");
    go();
    assert.equal(await (await answer).text(), "whole");
    await stopped;
    assert.equal(freed, true);
  });

  it("HTTP/2: without TLS beside HTTP/1.1, on one port, where it is asked for", async () => {
    const app = routes();
    app.post("/length", async (context) => context.text(String((await context.req.arrayBuffer()).byteLength)));
    const { url, stop } = await start({ routes: app, http2: true });
    assert.equal(await (await fetch(`${url}/length`, { method: "POST", body: "12345" })).text(), "5");
    const session = connect(url);
    const stream = session.request({ ":path": "/length", ":method": "POST" });
    stream.end(Buffer.alloc(300_000));
    let text = "";
    for await (const chunk of stream.setEncoding("utf8")) text += chunk;
    assert.equal(text, "300000");
    const closed = new Promise((resolve) => session.once("close", resolve));
    await stop();
    await closed; // told to go away
    assert.equal(session.destroyed, true);
  });

  describe("logs", () => {
    it("written: what was logged is out, and not only on its way, before it goes on", async () => {
      const out: string[] = [];
      const logs = await logsOf(async () => {
        const { write } = process.stdout;
        process.stdout.write = ((text: string, written: () => void) => {
          out.push(text);
          return write.call(process.stdout, text, written as never);
        }) as typeof write;
        log.info("told");
        assert.deepEqual(out, []);
        await log.written();
        assert.match(out.join(""), /"told"/);
        process.stdout.write = write;
      });
      assert.equal(logs.length, 1);
    });

    const app = routes();
    app.get("/asked", (context) => {
      log.info("looked", { repository: "base" });
      return context.text("");
    });

    it("a request: as Cloud Logging reads it, without its query", async () => {
      const { url } = await start({ routes: app });
      const trace = "0af7651916cd43dd8448eb211c80319c";
      const logs = await logsOf(() =>
        fetch(`${url}/asked?key=hunter2`, { headers: { traceparent: `00-${trace}-b7ad6b7169203331-01` } }),
      );
      const [own, request] = logs as [Record<string, unknown>, Record<string, unknown>];
      assert.deepEqual([own.severity, own.message, own.repository], ["INFO", "looked", "base"]);
      assert.match(String(own["logging.googleapis.com/trace"]), new RegExp(`${trace}$`));
      assert.equal(own["logging.googleapis.com/trace_sampled"], true);
      const { latency, userAgent, ...http } = request.httpRequest as Record<string, unknown>;
      assert.deepEqual(http, { requestMethod: "GET", requestUrl: "/asked", status: 200 });
      assert.match(String(latency), /^\d+\.\d{6}s$/);
      assert.equal(userAgent, "node");
      assert.doesNotMatch(JSON.stringify(logs), /hunter2/);
    });

    it("a trace: Google's own header is understood too, and probes leave no line", async () => {
      const { url } = await start({ routes: app });
      const header = { "X-Cloud-Trace-Context": "105445aa7843bc8bf206b12000100000/255;o=1" };
      const logs = await logsOf(async () => {
        await fetch(`${url}/asked`, { headers: header });
        await fetch(`${url}/live`);
      });
      assert.equal(logs.length, 2);
      assert.match(String(logs[0]?.["logging.googleapis.com/trace"]), /105445aa7843bc8bf206b12000100000$/);
      assert.equal(logs[0]?.["logging.googleapis.com/spanId"], "00000000000000ff");
    });

    it("an error: with its stack", async () => {
      const [entry] = await logsOf(async () => log.error("publishing failed", new TypeError("no topic")));
      assert.equal(entry?.severity, "ERROR");
      assert.match(String(entry?.message), /^publishing failed: TypeError: no topic\n {4}at /);
    });
  });

  describe("calls", () => {
    asAccount("tokens@flotilla-test.iam.gserviceaccount.com");

    it("identity: an ID token for the callee, and the trace, go along", async () => {
      const callee = routes();
      callee.get("/who", (context) =>
        context.json([identityOf((name) => context.req.header(name)), context.req.header("traceparent")]),
      );
      const { url: calleeUrl } = await start({ routes: callee });
      const call = caller(calleeUrl);
      const between = routes();
      between.get("/", async (context) => context.json(await (await call("/who")).json()));
      const { url } = await start({ routes: between });
      const traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
      const answer = await fetch(url, { headers: { traceparent } });
      assert.deepEqual(await answer.json(), ["tokens@flotilla-test.iam.gserviceaccount.com", traceparent]);
    });

    it("503: what may be repeated is, and nothing else", async () => {
      const asked: string[] = [];
      const callee = routes();
      callee.all("/", (context) => {
        asked.push(context.req.method);
        return context.text("", asked.length < 3 ? 503 : 200);
      });
      const { url } = await start({ routes: callee });
      assert.equal((await caller(url)("/")).status, 200);
      assert.deepEqual(asked.splice(0), ["GET", "GET", "GET"]);
      assert.equal((await caller(url)("/", { method: "POST", body: "{}" })).status, 503);
      assert.deepEqual(asked, ["POST"]);
    });

    it("place: what the metadata server tells", async () => {
      assert.deepEqual(await place(), { project: "flotilla-test", region: "europe-west1" });
    });
  });

  it("identity: a request without an ID token is refused", () => {
    const of = (authorization?: string) => () =>
      identityOf((name) => (name === "authorization" ? authorization : undefined));
    for (const header of [undefined, "Basic YTpi", "Bearer x", "Bearer a.b.c", `Bearer ${idToken("", "x")}`])
      assert.throws(of(header), Refused, header);
    assert.equal(of(`Bearer ${idToken("ada@example.dev", "x")}`)(), "ada@example.dev");
  });
});
