import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Log } from "sarif";
import { run } from "../../cli";
import { project } from "./project";
import { sarifMistakes } from "./sarif-schema";
import { testTerminal } from "./terminal";

const pack = {
  "policy/PulumiPolicy.yaml": "runtime: nodejs\n",
  "policy/package.json": '{"name": "house", "version": "1.0.0"}',
  "policy/index.js": `
const { PolicyPack } = require("@pulumi/policy");
const kind = new (require("@pulumi/pulumi").Config)("flotilla").get("kind") ?? "none";
const level = kind === "developer" ? "advisory" : "mandatory";
new PolicyPack("house", { policies: [
  { name: "short", description: "No long names.", enforcementLevel: level, validateResource({ props }, report) {
    if (props.byteLength === "crash") throw new Error("out of order");
    if (props.byteLength > 8) report("length is " + props.byteLength + " for " + kind);
  } },
] });`,
};
const program = `
const { RandomId } = require("@pulumi/random");
new RandomId("pet", { byteLength: 9 });
`;

const type = "random:index/randomId:RandomId";
const saved = (length: unknown) => ({
  version: 3,
  deployment: {
    resources: [
      {
        urn: `urn:pulumi:dev::shop::${type}::pet`,
        type,
        custom: true,
        id: "pet",
        inputs: { byteLength: length },
        sourcePosition: "project:///index.js#3,1",
      },
    ],
  },
});

let root: string;

async function flotilla(args: string[], environment: NodeJS.ProcessEnv = {}) {
  const terminal = testTerminal(root);
  Object.assign(terminal.environment, environment);
  const code = await run(args, terminal);
  return { code, out: terminal.out.text, err: terminal.err.text };
}

async function analyze(json: unknown, ...args: string[]) {
  writeFileSync(join(root, "saved.json"), JSON.stringify(json));
  return flotilla(["policy", "analyze", "--file", "saved.json", ...args]);
}

function sarif(): Log {
  const log = JSON.parse(readFileSync(join(root, "gate.sarif"), "utf8"));
  assert.deepEqual(sarifMistakes(log), []);
  return log;
}

describe("flotilla policy analyze", () => {
  before(() => {
    root = project(program, pack);
  });

  it("a mandatory violation: exit code 1, and the line of the program", async () => {
    const { code, out } = await analyze(saved(9));
    assert.equal(code, 1);
    assert.match(out, /Analyzed saved\.json as production: 1 resource\n/);
    assert.match(
      out,
      /house@1\.0\.0: 1 violation\n.*\[mandatory\] short\n +No long names\.\n.* pet {2}index\.js:3:1\n/,
    );
  });

  it("--kind: the pack judges as in such an environment, and without it as its own default is", async () => {
    const { code, out } = await analyze(saved(9), "--kind", "developer");
    assert.deepEqual([code, /\[advisory\] short[\s\S]*length is 9 for developer/.test(out)], [0, true]);
    assert.match((await analyze(saved(9))).out, /length is 9 for none/);
  });

  it("nothing to object to: exit code 0", async () => {
    const { code, out } = await analyze(saved(2));
    assert.deepEqual([code, /house@1\.0\.0: no violations/.test(out)], [0, true]);
  });

  it("an empty deployment: nothing to object to", async () => {
    const { code, out } = await analyze({ version: 3, deployment: { resources: [] } });
    assert.deepEqual([code, /as production: 0 resources\n/.test(out)], [0, true]);
  });

  it("an encrypted secret: it is not known, and policies wait for it", async () => {
    const secret = {
      "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
      ciphertext: "v1:c2VhbGVk",
    };
    const { code, out } = await analyze(saved(secret));
    assert.equal(code, 0);
    assert.match(out, /\[advisory\] short[\s\S]*can't run policy 'short'/);
    assert.doesNotMatch(out, /c2VhbGVk/);
  });

  it("--json: the violations as events with the position, and nothing else", async () => {
    const { out } = await analyze(saved(9), "--json");
    const events = out
      .trimEnd()
      .split("\n")
      .map((text) => JSON.parse(text));
    assert.deepEqual(
      events.flatMap(({ policyEvent }) => policyEvent?.sourcePosition ?? []),
      ["project:///index.js#3,1"],
    );
  });

  it("--sarif: the violation is there; a pack that breaks down is no success", async () => {
    await analyze(saved(9), "--sarif", "gate.sarif");
    const [whole] = sarif().runs;
    assert.deepEqual([whole?.results?.length, whole?.invocations?.[0]?.executionSuccessful], [1, true]);
    const { code, out } = await analyze(saved("crash"), "--sarif", "gate.sarif");
    assert.deepEqual([code, /out of order/.test(out)], [1, true]);
    assert.equal(sarif().runs[0]?.invocations?.[0]?.executionSuccessful, false);
  });

  it("GITHUB_ACTIONS: an annotation on the line, and standard output stays as it is", async () => {
    writeFileSync(join(root, "saved.json"), JSON.stringify(saved(9)));
    const args = ["policy", "analyze", "--file", "saved.json", "--json"];
    const { out, err } = await flotilla(args, { GITHUB_ACTIONS: "true", GITHUB_WORKSPACE: root });
    assert.match(err, /^::error file=index\.js,line=3,col=1,title=short%3A /);
    assert.doesNotMatch(out, /::error/);
  });

  const mistakes: [what: string, args: string[], expected: RegExp][] = [
    ["a file that is not there", ["--file", "gone.json"], /--file gone\.json cannot be read: ENOENT/],
    ["a file of another kind", ["--file", "Pulumi.yaml"], /tells of no deployment: it is not JSON/],
    ["a kind that is none", ["--file", "saved.json", "--kind", "prod"], /one of developer, staging, production/],
    ["SARIF in the place of a folder", ["--file", "saved.json", "--sarif", "policy"], /--sarif policy: it is a folder/],
    ["SARIF into a folder that is not there", ["--file", "saved.json", "--sarif", "no/a.sarif"], /there is no folder/],
    ["a stack that is not up", ["--stack", "dev"], /stack dev is not up/],
  ];
  for (const [what, args, expected] of mistakes)
    it(`${what}: exit code 2, and why`, async () => {
      const { code, out, err } = await flotilla(["policy", "analyze", ...args]);
      assert.match(err, expected);
      assert.deepEqual([code, out], [2, ""]);
    });

  it("--sarif without a pack: exit code 2, and what to name", async () => {
    const bare = testTerminal(project(program));
    const code = await run(["preview", "-s", "dev", "--sarif", "gate.sarif"], bare);
    assert.match(bare.err.text, /--sarif writes what policy packs say, and there is none: name one with --policy-pack/);
    assert.deepEqual([code, bare.out.text], [2, ""]);
  });

  it("without a pack: why nothing is judged", async () => {
    const bare = testTerminal(project(program, { "saved.json": JSON.stringify(saved(9)) }));
    const code = await run(["policy", "analyze", "--file", "saved.json"], bare);
    assert.match(bare.err.text, /there is no policy pack to judge with: name its folder with --policy-pack/);
    assert.notEqual(code, 0);
  });

  it("preview --sarif: the line of the program, and a plan that is analyzed says the same", async () => {
    const { code, out } = await flotilla(["preview", "-s", "dev", "--json", "--sarif", "gate.sarif"]);
    assert.equal(code, 1);
    assert.equal(sarif().runs[0]?.invocations?.[0]?.executionSuccessful, true);
    const place = sarif().runs[0]?.results?.[0]?.locations?.[0]?.physicalLocation;
    assert.deepEqual([place?.artifactLocation?.uri, place?.region?.startLine], ["index.js", 3]);
    writeFileSync(join(root, "plan.jsonl"), out);
    const analyzed = await flotilla(["policy", "analyze", "--file", "plan.jsonl"]);
    assert.match(analyzed.out, /pet {2}index\.js:3:1\n +length is 9 for none/);
  });

  it("--stack: what stands is judged, by the kind in its config", async () => {
    const lenient = project(program, { ...pack, "Pulumi.dev.yaml": "config: {flotilla:kind: developer}\n" });
    const terminal = testTerminal(lenient);
    assert.equal(await run(["up", "-s", "dev", "--yes"], terminal), 0, terminal.err.text);
    const analyzed = testTerminal(lenient);
    assert.equal(await run(["policy", "analyze", "-s", "dev"], analyzed), 0, analyzed.err.text);
    assert.match(analyzed.out.text, /Analyzed .*\/dev as developer: /);
    assert.match(analyzed.out.text, /\[advisory\] short[\s\S]*length is 9 for developer/);
  });

  it("up with a pack that cannot start: nothing is made, and why", async () => {
    const broken = project(program, { ...pack, "policy/index.js": 'throw new Error("out of order");' });
    const terminal = testTerminal(broken);
    assert.equal(await run(["up", "-s", "dev", "--yes", "--sarif", "gate.sarif"], terminal), 1);
    assert.match(terminal.out.text + terminal.err.text, /out of order/);
    const log: Log = JSON.parse(readFileSync(join(broken, "gate.sarif"), "utf8"));
    assert.equal(log.runs[0]?.invocations?.[0]?.executionSuccessful, false);
    const state = testTerminal(broken);
    await run(["policy", "analyze", "-s", "dev", "--policy-pack", "policy"], state);
    assert.match(state.err.text, /stack dev is not up/);
  });

  it("preview --sarif of a program that breaks down: no success, and its plan is refused", async () => {
    writeFileSync(join(root, "index.js"), `${program}throw new Error("broken");\n`);
    const { code, out } = await flotilla(["preview", "-s", "dev", "--json", "--sarif", "gate.sarif"]);
    assert.deepEqual([code, sarif().runs[0]?.invocations?.[0]?.executionSuccessful], [1, false]);
    writeFileSync(join(root, "plan.jsonl"), out);
    const analyzed = await flotilla(["policy", "analyze", "--file", "plan.jsonl"]);
    assert.deepEqual([analyzed.code, /the preview failed, so it is not whole/.test(analyzed.err)], [2, true]);
  });
});
