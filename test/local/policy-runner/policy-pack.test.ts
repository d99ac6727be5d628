import assert from "node:assert/strict";
import { fork } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import type { Analyzer } from "../../../local/analyzer";
import { type PackLog, startPolicyPack } from "../../../local/policy";
import { Secret, Unknown } from "../../../local/values";
import { packFolder, resource, start } from "./pack";

const housePack = `
new PolicyPack("house", { enforcementLevel: "mandatory", policies: [
  { name: "say", description: "Says.", severity: "high", configSchema: { properties: { limit: { type: "number", default: 3 } } },
    validateResource({ props, name, opts, getConfig }, violation) {
      if (props.say === "config") violation(JSON.stringify([getConfig().limit, process.env.PULUMI_CONFIG, process.env.PULUMI_NODEJS_STACK]));
      if (props.say === "props") violation(JSON.stringify([name, props.plain, props.secret, opts.protect]));
      if (props.say === "unknown") void props.later.length;
      if (props.say === "print") console.log("printed by a policy");
      if (props.say === "throw") throw new Error("a policy's own mistake");
      if (props.say === "exit") process.exit(7);
    } },
  { name: "count", description: "Counts.", validateStack({ resources }, violation) {
      for (const r of resources) if (r.parent) violation(r.parent.name + ">" + r.name + ">" + r.propertyDependencies.p.map(d => d.name), r.urn);
    } },
  { name: "mend", description: "Mends.", enforcementLevel: "remediate", remediateResource({ props }) {
      if (props.mend) return { ...props, mend: "mended" };
    } },
] }, { all: "advisory", say: { enforcementLevel: "mandatory", limit: 5 } });`;

describe("startPolicyPack(): a pack that runs", () => {
  let pack: Analyzer;
  before(async () => {
    pack = await start(packFolder(housePack), { "shop:k": "v" });
  });
  after(() => pack.close());

  it("name and version are the pack's", () => assert.deepEqual([pack.name, pack.version], ["house", "1.2.3"]));

  it("analyze: nothing to say is no violation", async () =>
    assert.deepEqual(await pack.analyze(resource("a", {})), []));

  it("analyze: a violation has policy, pack, level, severity and the resource", async () => {
    const [violation] = await pack.analyze(resource("a", { say: "props", plain: 1, secret: new Secret("s") }));
    assert.deepEqual(violation, {
      policyName: "say",
      policyPackName: "house",
      policyPackVersion: "1.2.3",
      message: 'Says.\n["a",1,"s",false]',
      enforcementLevel: "mandatory",
      severity: "high",
      urn: "urn:pulumi:dev::shop::t:m:T::a",
    });
  });

  it("configuration: the pack's presets go before its defaults, and it knows the stack's config", async () => {
    const [violation] = await pack.analyze(resource("a", { say: "config" }));
    assert.equal(violation?.message, `Says.\n${JSON.stringify([5, '{"shop:k":"v"}', "dev"])}`);
  });

  it("unknown: a policy that looks at one says so, and does not stop anything", async () => {
    const [violation] = await pack.analyze(resource("a", { say: "unknown", later: Unknown.value }));
    assert.equal(violation?.enforcementLevel, "advisory");
    assert.match(violation?.message ?? "", /can't be known during preview/);
  });

  it("analyzeStack: parents and dependencies are resolved, the preset for all holds", async () => {
    const base = resource("base", {});
    const child = resource(
      "child",
      { p: Unknown.value },
      { parent: base.urn, propertyDependencies: { p: [base.urn], q: [] } },
    );
    const [violation] = await pack.analyzeStack([base, child]);
    assert.equal(violation?.message, "Counts.\nbase>child>base");
    assert.deepEqual([violation?.urn, violation?.enforcementLevel], [child.urn, "advisory"]);
  });

  it("remediate: where nothing is to mend, nothing comes back", async () => {
    assert.deepEqual(await pack.remediate(resource("a", { x: 1 })), []);
  });

  it("a policy that throws: the error names policy and pack, and the pack lives on", async () => {
    await assert.rejects(pack.analyze(resource("a", { say: "throw" })), {
      name: "PolicyPackError",
      message: /policy 'say' from policy pack 'house@v1.2.3'[\s\S]*a policy's own mistake/,
    });
    assert.deepEqual(await pack.analyze(resource("a", {})), []);
  });

  it("a pack that ends: every call under way fails with how it ended, and closing is no error", async () => {
    const calls = [pack.analyze(resource("a", { say: "exit" })), pack.analyze(resource("b", {}))];
    for (const call of await Promise.allSettled(calls))
      if (call.status === "rejected")
        assert.match(String(call.reason), /PolicyPackError: policy pack .* ended with code 7/);
    await assert.rejects(pack.analyze(resource("c", {})), /ended with code 7/);
  });
});

describe("startPolicyPack(): remediation and logs", () => {
  let pack: Analyzer;
  let log: (entry: PackLog) => void;
  const logged = new Promise<PackLog>((resolve) => {
    log = resolve;
  });
  before(async () => {
    const directory = packFolder(housePack.replace(/, \{ all:[\s\S]*$/, ");"));
    const options = { project: "shop", stack: "dev", dryRun: false, config: { values: {}, secretKeys: [] } };
    pack = await startPolicyPack(directory, { ...options, log: (entry) => log(entry) });
  });
  after(() => pack.close());

  it("remediate: the properties come back as the pack would have them", async () => {
    const [remediation] = await pack.remediate(resource("a", { mend: "broken", n: 1 }));
    assert.deepEqual([remediation?.properties, remediation?.diagnostic], [{ mend: "mended", n: 1 }, ""]);
  });

  it("remediate: a policy that meets an unknown says so, and leaves the resource as it is", async () => {
    const properties = { mend: "broken", later: Unknown.value };
    const [remediation] = await pack.remediate(resource("a", properties));
    assert.deepEqual(remediation?.properties, properties);
    assert.match(remediation?.diagnostic ?? "", /can't be known during preview/);
  });

  it("logs: what a policy prints is passed on", async () => {
    await pack.analyze(resource("a", { say: "print" }));
    assert.deepEqual(await logged, { severity: "info", message: "printed by a policy" });
  });
});

describe("startPolicyPack(): a pack that cannot start", () => {
  const refused: [what: string, directory: () => string, expected: RegExp][] = [
    [
      "its compiled file is missing",
      () => packFolder("", { "package.json": '{"version": "1.0.0", "main": "dist/index.js"}' }),
      /dist\/index.js .*does not exist: build it with `npm run prepare`/,
    ],
    ["it has no version", () => packFolder("", { "package.json": "{}" }), /package.json: version is missing/],
    [
      "another runtime",
      () => packFolder("", { "PulumiPolicy.yaml": "runtime: opa" }),
      /runtime must be nodejs, is "opa"/,
    ],
    [
      "main in PulumiPolicy.yaml",
      () => packFolder("", { "PulumiPolicy.yaml": "runtime: nodejs\nmain: x.js" }),
      /main is not read by Pulumi/,
    ],
    ["no PulumiPolicy.yaml", () => "/", /is not a policy pack: it has no PulumiPolicy.yaml/],
    [
      "it throws while it loads",
      () => packFolder('throw new Error("no such kind");'),
      /ended with code \d+:[\s\S]*no such kind/,
    ],
    ["it has a mistake in its grammar", () => packFolder("new PolicyPack("), /ended with code \d+:[\s\S]*SyntaxError/],
    [
      "a policy needs configuration",
      () =>
        packFolder(
          'new PolicyPack("p", { policies: [{ name: "n", description: "", configSchema: { properties: { of: { type: "string" } }, required: ["of"] }, validateResource() {} }] });',
        ),
      /policy n: it needs of configured/,
    ],
  ];
  for (const [what, directory, message] of refused)
    it(`${what}: it is said`, () => assert.rejects(start(directory()), { name: "PolicyPackError", message }));
});

describe("startPolicyPack(): a pack whose starter is killed", () => {
  it("it is given up while it starts, when nobody wants it any more", async () => {
    const directory = packFolder("for (;;);");
    const config = { values: {}, secretKeys: [] };
    const interrupted = AbortSignal.timeout(300);
    await assert.rejects(
      startPolicyPack(directory, { project: "shop", stack: "dev", dryRun: true, config, signal: interrupted }),
      { name: "PolicyPackError", message: /was ended by SIGTERM/ },
    );
  });

  it("it ends too, though it is in a process group of its own", async () => {
    const directory = packFolder(`new PolicyPack("p", { policies: [] });`);
    const script = join(directory, "starter.ts");
    writeFileSync(
      script,
      `import { startPackProcess } from ${JSON.stringify(require.resolve("../../../local/policy/pack-process"))};
       const environment = { project: "p", stack: "s", organization: "o", dryRun: true, config: {} };
       startPackProcess(${JSON.stringify(directory)}, environment, () => {}).then(({ port }) => process.send?.(port));`,
    );
    const starter = fork(script, { execArgv: ["--require", "tsx/cjs"], cwd: process.cwd() });
    const [port] = (await once(starter, "message")) as [number];
    starter.kill("SIGKILL");
    const listens = () =>
      new Promise<boolean>((done) => {
        const socket = connect(port, "127.0.0.1", () => done(!!socket.destroy()));
        socket.once("error", () => done(false));
      });
    while (await listens()) await setTimeout(20);
  });
});
