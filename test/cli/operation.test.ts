import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { runOperation } from "../../cli/run-operation";
import { type Machinery, readTask } from "../../cli/task";
import * as local from "../../local";
import { project } from "./project";
import { type TestTerminal, testTerminal } from "./terminal";

const result = (more: Partial<local.OperationResult> = {}): local.OperationResult => ({
  outcome: "succeeded",
  changes: { create: 1 },
  outputs: {},
  snapshot: { resources: [], pendingOperations: [] },
  seconds: 0,
  completed: [],
  ...more,
});

interface Outcome {
  code: number;
  terminal: TestTerminal;
}

/** An operation whose engine does what the test says. */
async function operate(
  kind: "preview" | "up" | "destroy",
  machinery: Partial<Machinery>,
  options: Parameters<typeof readTask>[0]["options"] = {},
  files: Record<string, string> = {},
): Promise<Outcome> {
  const terminal = testTerminal(project("", files));
  const input = { terminal, options: { stack: "dev", ...options }, arguments: [] };
  const task = await readTask(input, { ...local, ...machinery });
  return { code: await runOperation(task, kind, kind === "preview"), terminal };
}

const packFiles = {
  "policy/PulumiPolicy.yaml": "runtime: nodejs",
  "policy/package.json": '{"version": "1.0.0"}',
  "policy/index.js": "",
};

describe("an operation", () => {
  it("options: the engine is given the program, the configuration and what the flags say", async () => {
    let given: local.OperationOptions | undefined;
    const up = async (options: local.OperationOptions) => {
      given = options;
      return result();
    };
    const { code, terminal } = await operate("up", { up }, { parallel: 3, config: ["size=2"] });
    assert.equal(code, 0);
    assert.deepEqual(given?.config.values, { "shop:owner": "ada", "shop:size": "2" });
    assert.deepEqual([given?.project, given?.stack, given?.parallel, given?.root], ["shop", "dev", 3, terminal.cwd]);
    const program = { directory: terminal.cwd, entryPoint: ".", nodeArgs: [] };
    assert.deepEqual({ ...given?.program, waiting: undefined }, { ...program, waiting: undefined });
    assert.match(terminal.out.text, /for this run only: shop:size=2/);
  });

  it("exit code: 1 when it failed, and when it broke down", async () => {
    const failed = await operate("up", { up: async () => result({ outcome: "failed" }) });
    assert.equal(failed.code, 1);
    const broken = await operate("up", { up: () => Promise.reject(new Error("the state file is broken")) });
    assert.equal(broken.code, 1);
    assert.match(broken.terminal.out.text, /Diagnostics:\n {4}error: the state file is broken/);
  });

  it("--expect-no-changes: 1 when there are some, 0 when there are none", async () => {
    const preview = (changes: local.OperationResult["changes"]) =>
      operate("preview", { preview: async () => result({ changes }) }, { expectNoChanges: true });
    assert.deepEqual([(await preview({ same: 2, update: 1 })).code, (await preview({ same: 2 })).code], [1, 0]);
  });

  it("--json: events are numbered and dated, and standard output holds nothing else", async () => {
    const preview = async ({ emit }: local.OperationOptions) => {
      emit({ preludeEvent: { config: {} } });
      return result();
    };
    const { terminal } = await operate("preview", { preview }, { json: true });
    const events = terminal.out.text
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as local.EngineEvent);
    assert.deepEqual(
      events.map(({ sequence }) => sequence),
      [0, 1],
    );
    assert.deepEqual(events[1]?.cancelEvent, {}, "the last one says that it is over");
    assert.ok(events.every(({ timestamp }) => Math.abs(timestamp - Date.now() / 1000) < 60));
  });

  it("preview: encrypted values that cannot be read are warned of by name", async () => {
    const files = { "Pulumi.dev.yaml": "encryptionsalt: v1:x:v1:x:x\nconfig: {token: {secure: x}}\n" };
    const { terminal } = await operate("preview", { preview: async () => result() }, {}, files);
    assert.match(terminal.out.text, /warning: shop:token is encrypted and stands as a placeholder/);
  });

  it("lock: a second run is refused while one is under way, and the lock is given back", async () => {
    let second: Promise<number> | undefined;
    const terminal = testTerminal(project(""));
    const input = { terminal, options: { stack: "dev" }, arguments: [] };
    const task = await readTask(input, {
      ...local,
      up: async () => {
        second = runOperation(task, "destroy", false);
        await assert.rejects(second, { name: "ProjectError", message: /has run up on it since/ });
        return result();
      },
    });
    assert.equal(await runOperation(task, "up", false), 0);
    assert.equal(existsSync(task.folder.lock), false);
  });

  it("preview: it takes no lock", async () => {
    const { terminal } = await operate("preview", { preview: async () => result() });
    assert.equal(existsSync(join(terminal.cwd, ".flotilla/dev/lock.json")), false);
  });

  it("Ctrl-C: the engine is asked to stop, and the exit code is 130", async () => {
    const up = ({ signal }: local.OperationOptions) =>
      new Promise<local.OperationResult>((done) => {
        signal?.addEventListener("abort", () => done(result({ outcome: "failed" })));
        process.emit("SIGINT");
      });
    const { code, terminal } = await operate("up", { up });
    assert.equal(code, 130);
    assert.match(terminal.out.text, /interrupted: waiting for what is under way \(Ctrl-C again to kill\)/);
  });
});

describe("policy packs of an operation", () => {
  const pack: local.Analyzer = {
    name: "house",
    version: "1.0.0",
    policies: [],
    remediate: async () => [],
    analyze: async () => [],
    analyzeStack: async () => [],
    close: async () => {},
  };

  it("default: the pack beside Pulumi.yaml, started without waiting for it, closed at the end", async () => {
    const log: string[] = [];
    let engineStarted = () => {};
    const engine = new Promise<void>((resolve) => {
      engineStarted = resolve;
    });
    const startPolicyPack = async (directory: string) => {
      await engine;
      log.push(`started ${directory.split("/").at(-1)}`);
      return { ...pack, close: async () => void log.push("closed") };
    };
    const up = async ({ analyzers = [] }: local.OperationOptions) => {
      log.push("engine");
      engineStarted();
      await analyzers[0]?.analyzeStack([]);
      log.push(`${analyzers[0]?.name}@${analyzers[0]?.version}`);
      return result();
    };
    await operate("up", { startPolicyPack, up }, {}, packFiles);
    assert.deepEqual(log, ["engine", "started policy", "house@1.0.0", "closed"]);
  });

  it("none: without a folder policy/ the engine gets none", async () => {
    let count = -1;
    const up = async ({ analyzers }: local.OperationOptions) => {
      count = analyzers?.length ?? 0;
      return result();
    };
    await operate("up", { up });
    assert.equal(count, 0);
  });

  it("not built: it is said before anything is started", async () => {
    const files = { ...packFiles, "policy/package.json": '{"version": "1.0.0", "main": "dist/index.js"}' };
    const up = () => assert.fail("the engine was started");
    const { code, terminal } = await operate("up", { up }, {}, files);
    assert.equal(code, 1);
    assert.match(terminal.out.text, /dist\/index.js .*does not exist: build it with `npm run prepare`/);
  });

  it("cannot start: the operation is stopped, and the reason is given once", async () => {
    const startPolicyPack = () => Promise.reject(new local.PolicyPackError("pack is out of order"));
    const up = async ({ analyzers, emit, signal }: local.OperationOptions) => {
      await analyzers?.[0]?.analyzeStack([]).catch(({ message }) => {
        for (const urn of ["a", "b"]) emit({ diagnosticEvent: { urn, message, color: "never", severity: "error" } });
      });
      assert.equal(signal?.aborted, true);
      return result({ outcome: "failed" });
    };
    const { code, terminal } = await operate("up", { startPolicyPack, up }, {}, packFiles);
    assert.equal(code, 1);
    assert.equal(terminal.out.text.split("pack is out of order").length - 1, 1);
  });
});

describe("advice after a destroy that was refused", () => {
  const refused = (property: string, declarations: string) =>
    operate(
      "destroy",
      {
        destroy: async () =>
          result({
            outcome: "failed",
            changes: {},
            refusals: [{ urn: "urn:pulumi:dev::shop::a:b:C::c", property, reason: "no" }],
          }),
      },
      {},
      { "Pulumi.yaml": `name: shop\nruntime: {name: nodejs, options: {typescript: false}}\nconfig:\n${declarations}` },
    );
  const cases: [what: string, declaration: string, expected: RegExp][] = [
    [
      "a boolean",
      "  guard: {type: boolean, default: true}",
      /set shop:guard to false \(edit .*, or pulumi config set shop:guard false/,
    ],
    ["a word that has an opposite", "  guard: {default: enabled}", /set shop:guard to disabled/],
    [
      "words known from the description",
      "  guard: {type: string, default: by-kind, description: by-kind or off}",
      /set shop:guard to off \(edit .*Pulumi.dev.yaml, or pulumi config set shop:guard off --stack dev\), run up, then destroy\nshop:guard: by-kind or off/,
    ],
    [
      "nothing known",
      "  guard: {type: string, default: x}",
      /change shop:guard \(edit .*, or pulumi config set shop:guard <value>/,
    ],
  ];
  for (const [what, declaration, expected] of cases)
    it(`a key of the property's name, ${what}: the setting is named`, async () => {
      assert.match((await refused("settings[0].guard", declaration)).terminal.out.text, expected);
    });

  it("no key of that name: nothing is guessed", async () => {
    const { terminal } = await refused("deletionProtection", "  guard: true");
    assert.doesNotMatch(terminal.out.text, /run up, then destroy/);
  });
});
