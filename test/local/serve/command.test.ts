import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { project } from "../../cli/project";

const flotilla = require.resolve("../../../cli/flotilla.js");

interface Running {
  child: ChildProcess;
  /** Resolves when the text has been written. */
  wrote(text: string): Promise<void>;
  ended: Promise<{ code: number | null; out: string; err: string }>;
}

function serve(root: string, args: readonly string[], environment: NodeJS.ProcessEnv = {}, stack = "dev"): Running {
  const child = spawn(process.execPath, [flotilla, "cloud", "serve", "--stack", stack, ...args], {
    cwd: root,
    env: { PATH: process.env.PATH, NO_COLOR: "1", ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let out = "";
  let err = "";
  child.stdout.on("data", (chunk) => {
    out += chunk;
  });
  child.stderr.on("data", (chunk) => {
    err += chunk;
  });
  return {
    child,
    wrote: (text) =>
      new Promise((resolve) => {
        const look = () => out.includes(text) && resolve();
        child.stdout.on("data", look);
        look();
      }),
    ended: new Promise((ended) => child.once("close", (code) => ended({ code, out, err }))),
  };
}

const node = (script: string) => ["--", process.execPath, "-e", script];

describe("flotilla cloud serve", () => {
  let root: string;
  before(() => {
    root = project("");
  });

  it("everything after -- is the command's, flags included; without -- too, after its name", async () => {
    const show = "console.log(JSON.stringify(process.argv.slice(1)))";
    for (const dashes of [["--"], []]) {
      const args = [...dashes, process.execPath, "-e", show, "up", "--stack", "x", "--yes", "--help", "--", "-C"];
      const { code, out } = await serve(root, args).ended;
      assert.equal(code, 0);
      assert.deepEqual(JSON.parse(out), ["up", "--stack", "x", "--yes", "--help", "--", "-C"]);
    }
  });

  it("the command finds the providers, a backend of its own and a passphrase; what it overrides is said", async () => {
    const script = "console.log(JSON.stringify(process.env))";
    const { out, err } = await serve(root, node(script), { PULUMI_BACKEND_URL: "https://ada:pa55@example.dev" }).ended;
    const environment = JSON.parse(out);
    assert.match(environment.PULUMI_DEBUG_PROVIDERS, /^gcp:\d+,cloudflare:\d+,random:\d+$/);
    const folder = join(root, ".flotilla", "dev", "served");
    assert.equal(environment.PULUMI_BACKEND_URL, `file://${folder}/backend`);
    assert.ok(existsSync(join(folder, "backend")));
    assert.ok(readFileSync(environment.PULUMI_CONFIG_PASSPHRASE_FILE, "utf8").length > 20);
    assert.match(err, /local cloud of dev .*\.flotilla\/dev\/served.*PULUMI_BACKEND_URL is overridden/);
    assert.doesNotMatch(err, /pa55/);
  });

  it("exit code: the command's; 128 and the number for a signal; 127 where it is not found", async () => {
    assert.equal((await serve(root, node("process.exit(7)")).ended).code, 7);
    assert.equal((await serve(root, node("process.kill(process.pid, 'SIGTERM')")).ended).code, 143);
    const { code, err } = await serve(root, ["--", "no-such-command"]).ended;
    assert.equal(code, 127);
    assert.match(err, /error: no-such-command cannot be run: not found/);
  });

  it("signals: passed on, and the command decides when to end", async () => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
      const script = `process.on("${signal}", () => { console.log("told"); setTimeout(() => process.exit(9), 100) });
        console.log("up"); setInterval(() => {}, 1000)`;
      const running = serve(root, node(script));
      await running.wrote("up");
      running.child.kill(signal);
      const { code, out } = await running.ended;
      assert.deepEqual([code, out], [9, "up\ntold\n"]);
    }
  });

  it("lock: a second one on the same cloud is told who serves it; the stack itself stays free", async () => {
    const first = serve(root, node("console.log('up'); setInterval(() => {}, 1000)"));
    await first.wrote("up");
    const second = await serve(root, node("")).ended;
    assert.equal(second.code, 1);
    assert.match(second.err, /this stack is in use: process \d+ has run cloud serve on it/);
    assert.ok(!existsSync(join(root, ".flotilla", "dev", "lock.json")));
    first.child.kill("SIGTERM");
    assert.equal((await first.ended).code, 143);
    assert.equal((await serve(root, node("")).ended).code, 0);
  });

  it("no command, unknown stack: one clear message", async () => {
    const none = await serve(root, []).ended;
    assert.equal(none.code, 2);
    assert.match(none.err, /missing required argument 'command'/);
    const unknown = await serve(root, node(""), {}, "nope").ended;
    assert.equal(unknown.code, 2);
    assert.match(unknown.err, /no stack "nope": the stacks are dev, prod/);
  });

  it("a broken cloud file: said, and nothing is started", async () => {
    const broken = project("", { ".flotilla/dev/served/cloud.json": "{" });
    const { code, out, err } = await serve(broken, node("console.log('started')")).ended;
    assert.deepEqual([code, out], [1, ""]);
    assert.match(err, /cloud\.json does not hold a local cloud's world/);
    assert.equal((await serve(broken, node("")).ended).err.includes("in use"), false);
  });

  it("secrets: encrypted in the cloud's file, with the passphrase that is given or the one of local states", async () => {
    const client = createRequire(__filename).resolve("./client");
    const making = `
      const { Client } = require(${JSON.stringify(client)});
      (async () => {
        const gcp = await Client.of(process.env.PULUMI_DEBUG_PROVIDERS, "gcp", { project: "p-1234", region: "europe-west1" });
        await gcp.create("gcp:projects/service:Service", "monitoring", { service: "monitoring.googleapis.com" });
        await gcp.create("gcp:monitoring/notificationChannel:NotificationChannel", "channel",
          { type: "webhook", sensitiveLabels: { authToken: "t0ken-of-ada" } });
        gcp.close();
        process.exit(0);
      })()`;
    const command = ["--", process.execPath, "--require", require.resolve("tsx/cjs"), "-e", making];
    for (const environment of [{}, { PULUMI_CONFIG_PASSPHRASE: "given" }]) {
      const fresh = project("");
      const { code, err } = await serve(fresh, command, environment).ended;
      assert.equal(code, 0, err);
      const text = readFileSync(join(fresh, ".flotilla/dev/served/cloud.json"), "utf8");
      assert.match(text, /"authToken": \{[^}]*"ciphertext": "v1:/);
      assert.doesNotMatch(text, /t0ken-of-ada/);
      const wrong = await serve(fresh, node("console.log('started')"), { PULUMI_CONFIG_PASSPHRASE: "other" }).ended;
      const opens = !("PULUMI_CONFIG_PASSPHRASE" in environment); // the one of local states is tried too
      assert.deepEqual([wrong.code, wrong.out], opens ? [0, "started\n"] : [1, ""]);
      if (!opens) assert.match(wrong.err, /no passphrase at hand fits the secrets in \S+served\/cloud\.json/);
      assert.equal(readFileSync(join(fresh, ".flotilla/dev/served/cloud.json"), "utf8"), text);
    }
  });

  it("defects: told when the command has ended well and changed something, and fail it", async () => {
    const client = createRequire(__filename).resolve("./client");
    const making = `
      const { Client } = require(${JSON.stringify(client)});
      (async () => {
        const gcp = await Client.of(process.env.PULUMI_DEBUG_PROVIDERS, "gcp", { project: "p-1234", region: "europe-west1" });
        if (process.env.MAKE) {
          await gcp.create("gcp:projects/service:Service", "compute", { service: "compute.googleapis.com" });
          await gcp.create("gcp:compute/regionNetworkEndpointGroup:RegionNetworkEndpointGroup", "group",
            { name: "group", region: "europe-west1", networkEndpointType: "SERVERLESS", cloudRun: { service: "iam" } });
        }
        gcp.close();
        process.exit(Number(process.env.CODE ?? 0));
      })()`;
    const command = ["--", process.execPath, "--require", require.resolve("tsx/cjs"), "-e", making];
    const failed = await serve(root, command, { MAKE: "1", CODE: "3" }).ended;
    assert.deepEqual([failed.code, failed.err.includes("error: group")], [3, false]);
    const looked = await serve(root, command).ended;
    assert.deepEqual([looked.code, looked.err.includes("error: group")], [0, false]);
    const fresh = project("");
    const made = await serve(fresh, command, { MAKE: "1" }).ended;
    assert.equal(made.code, 1);
    const left = readdirSync(join(fresh, ".flotilla/dev/served"));
    assert.deepEqual(
      left.filter((file) => file.startsWith("cloud.")),
      ["cloud.json"],
      "no journal is left beside it",
    );
    assert.match(made.err, /error: group \(gcp:compute\/.*\): a balancer finds nobody behind it/);
  });
});
