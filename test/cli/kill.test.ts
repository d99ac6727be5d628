import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cloudSecrets, FileStateStore, findProject, LocalCloud, stackFolder, stateSecrets } from "../../local";
import { differing } from "../support/likeness";
import { root } from "../support/stack";

const launcher = join(root, "cli", "flotilla.js");
const base = mkdtempSync(join(tmpdir(), "flotilla-kill-"));

interface Ended {
  code: number | null;
  signal: string | null;
  output: string;
}

/** A copy of the project with a state of its own. */
class Copy {
  readonly folder = mkdtempSync(join(base, "copy-"));

  constructor(stateOf?: Copy) {
    for (const part of [
      "components",
      "contract",
      "loader",
      "stacks",
      "Pulumi.yaml",
      "Pulumi.dev-ada.yaml",
      "package.json",
    ])
      cpSync(join(root, part), join(this.folder, part), { recursive: true });
    symlinkSync(join(root, "node_modules"), join(this.folder, "node_modules"));
    if (stateOf) cpSync(join(stateOf.folder, ".flotilla"), join(this.folder, ".flotilla"), { recursive: true });
  }

  run(...args: string[]): Promise<Ended> {
    const options = { cwd: this.folder, env: { ...process.env, NO_COLOR: "1", PULUMI_CONFIG_PASSPHRASE: undefined } };
    return new Promise((resolve) =>
      execFile(process.execPath, [launcher, ...args, "--stack", "dev-ada"], options, (error, stdout, stderr) =>
        resolve({
          code: error ? ((error.code as number | undefined) ?? null) : 0,
          signal: error?.signal ?? null,
          output: stdout + stderr,
        }),
      ),
    );
  }

  /** What there is in the cloud and in the state, and what was asked for; what follows from chance is left out or renamed. */
  async end(): Promise<unknown> {
    const folder = stackFolder(findProject(this.folder), "dev-ada");
    const { resources, pendingOperations } = (await new FileStateStore(folder.state, () =>
      stateSecrets(folder, {}),
    ).load()) ?? { resources: [], pendingOperations: [] };
    const cloud = (await LocalCloud.open(folder.cloud, cloudSecrets(folder, {}), { preview: true })).memory();
    const known = resources.map(({ urn, type, id, inputs, protect, dependencies }) => {
      const isByChance = /^(pulumi:providers|random):/.test(type);
      return { urn, inputs, protect, dependencies, ...(!isByChance && { id }) };
    });
    const made = Object.values(cloud.resources).map(({ type, id, urn, serial, generation, inputs }) => {
      return { type, id, urn, serial, generation, inputs };
    });
    let text = JSON.stringify(
      { known: byUrn(known), made: byUrn(made), gone: cloud.gone, pendingOperations },
      withoutChance,
    );
    for (const { inputs, outputs } of resources) {
      const isAutomatic = Array.isArray(inputs.__defaults) && inputs.__defaults.includes("name");
      for (const chance of [outputs.hex, isAutomatic ? inputs.name : undefined])
        if (typeof chance === "string") text = text.replaceAll(chance, "CHANCE");
    }
    return JSON.parse(text);
  }
}

/** Values that follow from a name or a value by chance. */
function withoutChance(key: string, value: unknown): unknown {
  const follows = ["runExecutionToken", "secretDataWo", "secretDataWoVersion"].includes(key);
  const isKeySet = typeof value === "string" && value.startsWith('{"keys":[');
  return follows || isKeySet ? "CHANCE" : value;
}

function byUrn<T extends { urn?: string }>(things: T[]): T[] {
  return things.sort((a, b) => (a.urn ?? "").localeCompare(b.urn ?? ""));
}

/** Two at once: as many as the smallest machine has cores. */
function twoAtOnce(): <T>(work: () => Promise<T>) => Promise<T> {
  const lanes: Promise<unknown>[] = [Promise.resolve(), Promise.resolve()];
  let turn = 0;
  return (work) => {
    const lane = turn++ % 2;
    const done = (lanes[lane] as Promise<unknown>).then(work);
    lanes[lane] = done.catch(() => undefined);
    return done;
  };
}

const ups = ["create#1=kill", "create#8=kill-after", "create#19=kill", "create#30=kill-after", "create#40=kill-after"];
const destroys = ["delete#1=kill-after", "delete#9=kill", "delete#17=kill-after"];

interface Resumed {
  killed: Ended;
  again: Ended;
  end: unknown;
}

describe("a process killed at an operation", function () {
  this.timeout(180_000);
  const atOnce = twoAtOnce();
  const undisturbed = { up: new Copy(), destroy: undefined as Copy | undefined };
  let up: Promise<Ended>;
  let destroy: Promise<Ended>;
  const resumed = new Map<string, Promise<Resumed>>();

  /** Everything is begun at once, so that each test waits for its own. */
  before(() => {
    up = undisturbed.up.run("up", "--yes");
    const stop = async (copy: Copy, command: string[], fault: string): Promise<Resumed> => ({
      killed: await copy.run(...command, "--fault", fault),
      again: await copy.run(...command),
      end: await copy.end(),
    });
    for (const fault of ups)
      resumed.set(
        fault,
        atOnce(() => stop(new Copy(), ["up", "--yes"], fault)),
      );
    const down = ["destroy", "--yes", "--exclude-protected"];
    destroy = up.then(() => {
      undisturbed.destroy = new Copy(undisturbed.up);
      return undisturbed.destroy.run(...down);
    });
    for (const fault of destroys)
      resumed.set(
        fault,
        up.then(() => atOnce(() => stop(new Copy(undisturbed.up), down, fault))),
      );
  });
  after(() => rmSync(base, { recursive: true, force: true }));

  const arrives = (fault: string, goal: () => Promise<unknown>) =>
    it(`${fault}: the next run arrives where an undisturbed one does`, async () => {
      const { killed, again, end } = (await resumed.get(fault)) as Resumed;
      assert.equal(killed.signal, "SIGKILL", killed.output);
      assert.equal(again.code, 0, again.output);
      const found = fault.endsWith("after") ? "the cloud has made it" : "the cloud has not made it";
      if (fault.startsWith("create"))
        assert.match(again.output, new RegExp(`an earlier operation was interrupted while creating \\S+; ${found}`));
      assert.deepEqual(differing("", await goal(), end), []);
    });

  for (const fault of ups)
    arrives(fault, async () => {
      const { code, output } = await up;
      assert.equal(code, 0, output);
      return undisturbed.up.end();
    });

  for (const fault of destroys)
    arrives(fault, async () => {
      const { code, output } = await destroy;
      assert.equal(code, 0, output);
      return undisturbed.destroy?.end();
    });
});
