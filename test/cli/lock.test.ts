import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { run } from "../../cli";
import {
  cloudSecrets,
  FileStateStore,
  findProject,
  LocalCloud,
  type PassphraseSecrets,
  stackFolder,
  stateSecrets,
} from "../../local";
import { root as repository } from "../support/stack";
import { project } from "./project";
import { flotilla, testTerminal } from "./terminal";

/** Begins, says so, and ends when it is told to. */
const waiting = `
const { existsSync, writeFileSync } = require("node:fs");
const wait = async () => {
  writeFileSync("begun", "");
  while (!existsSync("go")) await new Promise((done) => setTimeout(done, 20));
};
`;
const program = `
const pulumi = require("@pulumi/pulumi");
const random = require("@pulumi/random");
${waiting}
new random.RandomId("id", { byteLength: 2 });
if (!pulumi.runtime.isDryRun()) module.exports = wait().then(() => ({}));
`;

interface Running {
  child: ChildProcess;
  ended: Promise<number | null>;
}

function start(root: string, args: string[], environment: NodeJS.ProcessEnv = {}): Running {
  const child = spawn(process.execPath, [join(repository, "cli/flotilla.js"), ...args, "--stack", "dev"], {
    cwd: root,
    env: { ...process.env, NO_COLOR: "1", ...environment },
    stdio: "ignore",
  });
  return { child, ended: new Promise((resolve) => child.once("exit", resolve)) };
}

async function begun(root: string, { child }: Running): Promise<void> {
  while (!existsSync(join(root, "begun"))) {
    if (child.exitCode !== null) throw new Error(`it has ended before it began, with exit code ${child.exitCode}`);
    await sleep(20);
  }
}

const id = "urn:pulumi:dev::shop::random:index/randomId:RandomId::id";
const writing = [
  ["up", "--yes"],
  ["refresh", "--yes"],
  ["destroy", "--yes"],
  ["state", "delete", id, "--yes"],
  ["state", "protect", id],
  ["state", "unprotect", id],
  ["state", "import", "--yes", "--file", "state.json"],
  ["cloud", "edit"],
];

describe("two at once on one stack", function () {
  this.timeout(120_000);

  describe("while an up is running", () => {
    let root: string;
    let holder: Running;
    before(async () => {
      root = project(program, { "state.json": '{"version": 3, "deployment": {"resources": []}}' });
      holder = start(root, ["up", "--yes"]);
      await begun(root, holder);
    });
    after(() => holder.child.kill("SIGKILL"));

    for (const command of writing)
      it(`${command.slice(0, 2).join(" ")}: is told which process holds the stack, since when, and for what`, async () => {
        const terminal = testTerminal(root);
        terminal.environment.EDITOR = "true";
        assert.equal(await run([...command, "-s", "dev"], terminal), 1);
        const told = new RegExp(
          `error: this stack is in use: process ${holder.child.pid} has run up on it since \\d{4}-\\S+Z; wait for it to end`,
        );
        assert.match(terminal.out.text + terminal.err.text, told);
      });

    for (const command of [["preview"], ["state", "list"], ["state", "export"], ["stacks"]])
      it(`${command.join(" ")}: only reads, and is not kept waiting`, async () => {
        const args = command[0] === "stacks" ? command : [...command, "-s", "dev"];
        const { code, out, err } = await flotilla(root, ...args);
        assert.equal(code, 0, out + err);
        assert.equal(holder.child.exitCode, null);
      });

    it("when it has ended: the stack is free", async () => {
      writeFileSync(join(root, "go"), "");
      assert.equal(await holder.ended, 0);
      const { code, out } = await flotilla(root, "destroy", "-s", "dev", "--yes");
      assert.equal(code, 0, out);
    });
  });

  for (const [operation, args] of [
    ["cloud edit", ["cloud", "edit"]],
    ["cloud serve", ["cloud", "serve", "--", process.execPath, "editor.js"]],
  ] as const)
    it(`while a ${operation} is running: another is told so`, async () => {
      const root = project("", { "editor.js": `${waiting}\nwait();` });
      const editor = { EDITOR: `${process.execPath} editor.js` };
      const command = operation === "cloud edit" ? [...args] : ["cloud", "serve", "--stack", "dev", ...args.slice(2)];
      const holder = start(root, command, editor);
      await begun(root, holder);
      const terminal = testTerminal(root);
      terminal.environment.EDITOR = "true";
      const code = await run(
        [...args.slice(0, 2), "-s", "dev", ...(operation === "cloud edit" ? [] : ["true"])],
        terminal,
      );
      assert.equal(code, 1);
      assert.match(terminal.err.text, new RegExp(`process ${holder.child.pid} has run ${operation} on it since `));
      writeFileSync(join(root, "go"), "");
      assert.equal(await holder.ended, 0);
    });
});

describe("reading beside a run that writes", function () {
  this.timeout(120_000);
  const many = `
const random = require("@pulumi/random");
const gcp = require("@pulumi/gcp");
const provider = new gcp.Provider("google", { project: "shop-dev", region: "europe-west1" });
const api = new gcp.projects.Service("api", { service: "pubsub.googleapis.com" }, { provider });
for (let i = 0; i < 150; i++) new gcp.pubsub.Topic(\`topic-\${i}\`, {}, { provider, dependsOn: api });
`;

  it("sees a state and a cloud that hold together, at every moment of an up and of a destroy", async () => {
    const root = project(many);
    const folder = stackFolder(findProject(root), "dev");
    let derived: Promise<PassphraseSecrets> | undefined;
    const secrets = () => (derived ??= stateSecrets(folder, {}));
    const counts: Record<string, number[]> = {};
    for (const command of ["up", "destroy"]) {
      const seen: number[] = [];
      counts[command] = seen;
      const { ended } = start(root, [command, "--yes", "--parallel", "1"]);
      let running = true;
      ended.then(() => {
        running = false;
      });
      while (running) {
        const state = await new FileStateStore(folder.state, secrets).load();
        const cloud = await LocalCloud.open(folder.cloud, cloudSecrets(folder, {}), { preview: true });
        if (state) seen.push(state.resources.length + cloud.resources().length);
        await sleep(1);
      }
      assert.equal(await ended, 0);
    }
    const { up = [], destroy = [] } = counts;
    // On a machine under load the reader comes seldom; what is seen between the first and the last is enough to judge.
    assert.ok(new Set(up).size > 2 && new Set(destroy).size > 2, "the reader was not there while it was written");
    assert.deepEqual(
      up,
      up.toSorted((a, b) => a - b),
    );
    assert.deepEqual(
      destroy,
      destroy.toSorted((a, b) => b - a),
    );
  });
});
