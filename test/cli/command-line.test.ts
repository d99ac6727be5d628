import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { folder, pulumiYaml } from "../local/project/folder";
import { project } from "./project";
import { flotilla } from "./terminal";

const usage: [what: string, args: string[], expected: RegExp][] = [
  ["an unknown flag", ["preview", "--fast"], /unknown option '--fast'\n\(see flotilla preview --help\)/],
  ["an unknown command", ["prevew"], /unknown command 'prevew'\n\(Did you mean preview\?\)/],
  ["an argument too many", ["stacks", "dev"], /too many arguments/],
  ["an unknown stack", ["preview", "--stack", "nope"], /no stack "nope": the stacks are dev, prod/],
  ["no stack named of several", ["up", "--yes"], /has several stacks: name one with --stack \(dev, prod\)/],
  ["a folder that is not there", ["stacks", "--cwd", "gone"], /--cwd gone: there is no folder/],
  ["a number that is none", ["up", "-s", "dev", "-p", "0"], /'0' is invalid. It must be a whole number from 1/],
  ["up without --yes where nobody can answer", ["up", "-s", "dev"], /no terminal to ask at: add --yes/],
  ["destroy without --yes where nobody can answer", ["destroy", "-s", "dev"], /no terminal to ask at: add --yes/],
  ["up --json without --yes", ["up", "-s", "dev", "--json"], /--json asks no questions: add --yes/],
  ["outputs of a stack that is not up", ["outputs", "-s", "dev"], /stack dev is not up.*flotilla up --stack dev/],
  ["two forms at once", ["outputs", "-s", "dev", "--json", "--shell"], /give one/],
];

describe("flotilla: usage errors", () => {
  let root: string;
  before(() => {
    root = project("");
  });
  for (const [what, args, expected] of usage)
    it(`${what}: exit code 2, and a remedy`, async () => {
      const { code, out, err } = await flotilla(root, ...args);
      assert.match(err, expected);
      assert.deepEqual([code, out], [2, ""]);
    });
});

describe("flotilla: other ends before anything is run", () => {
  it("--help: exit code 0, with every command", async () => {
    const { code, out } = await flotilla("/", "--help");
    assert.equal(code, 0);
    for (const name of ["preview", "up", "destroy", "outputs", "stacks"])
      assert.match(out, new RegExp(`^ {2}${name} `, "m"));
  });

  it("no project: exit code 1, and where it was looked for", async () => {
    const root = folder({});
    const { code, err } = await flotilla(root, "stacks");
    assert.deepEqual([code, err.includes(`error: no Pulumi.yaml in ${root}`)], [1, true]);
  });

  it("a mistake in a file: exit code 1, with file and line", async () => {
    const root = folder({ "Pulumi.yaml": pulumiYaml(), "Pulumi.dev.yaml": "config: [\n" });
    const { code, err } = await flotilla(root, "preview");
    assert.equal(code, 1);
    assert.match(err, /Pulumi.dev.yaml:\d: /);
  });

  it("an encrypted value that cannot be read: up refuses, naming the key", async () => {
    const root = project("", { "Pulumi.dev.yaml": "encryptionsalt: v1:x:v1:x:x\nconfig: {token: {secure: x}}\n" });
    const { code, err } = await flotilla(root, "up", "-s", "dev", "--yes");
    assert.equal(code, 1);
    assert.match(err, /cannot decrypt shop:token: set PULUMI_CONFIG_PASSPHRASE/);
  });

  it("launcher: it runs from any folder, and passes the exit code on", () => {
    const launcher = join(__dirname, "../../cli/flotilla.js");
    const { status, stderr } = spawnSync(process.execPath, [launcher, "nonsense"], { cwd: "/", encoding: "utf8" });
    assert.equal(status, 2);
    assert.match(stderr, /unknown command 'nonsense'/);
  });
});

describe("flotilla: the policy pack's configuration", () => {
  const pack = {
    "policy/PulumiPolicy.yaml": "runtime: nodejs\n",
    "policy/package.json": '{"name": "house", "version": "1.0.0"}',
    "policy/index.js":
      'new (require("@pulumi/policy").PolicyPack)("house", { policies: [{ name: "no-stack", description: "No.", ' +
      'enforcementLevel: "mandatory", validateResource(_, report) { report("none at all") } }] });',
  };
  const program = 'new (require("@pulumi/pulumi").ComponentResource)("shop:Shop", "shop");';

  it("--policy-pack-config: sets the level of a policy", async () => {
    const root = project(program, { ...pack, "levels.json": '{"no-stack": "advisory"}' });
    assert.equal((await flotilla(root, "preview", "-s", "dev")).code, 1);
    const { code, out } = await flotilla(root, "preview", "-s", "dev", "--policy-pack-config", "levels.json");
    assert.equal(code, 0);
    assert.match(out, /none at all/);
  });

  it("--policy-pack-config: another number than there are packs is a usage error", async () => {
    const two = ["--policy-pack-config", "a.json", "--policy-pack-config", "b.json"];
    const { code, err } = await flotilla(project(program, pack), "preview", "-s", "dev", ...two);
    assert.equal(code, 2);
    assert.match(err, /once for each policy pack, in order: packs 1, files 2/);
  });

  it("--policy-pack-config: a file that is not there is said", async () => {
    const { code, err, out } = await flotilla(
      project(program, pack),
      "preview",
      "-s",
      "dev",
      "--policy-pack-config",
      "no.json",
    );
    assert.equal(code, 1);
    assert.match(out + err, /configuration cannot be read: .*no\.json/);
  });
});
