import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Analyzer, startPolicyPack } from "../local";
import { root, TestStack } from "./support/stack";

const folder = join(root, "examples", "tickets");
const program = join(folder, "index.ts");

/** The example's program, run in this process. */
function tickets(): Record<string, unknown> {
  delete require.cache[program];
  return require(program);
}

/** The built pack, as a stack with this config meets it. */
function packFor(config: Readonly<Record<string, string | undefined>>): Promise<Analyzer> {
  const set = Object.entries(config).flatMap(([key, value]) => (value ? [[`flotilla:${key}`, value]] : []));
  const of = { project: "tickets", stack: "dev-ada", dryRun: false };
  return startPolicyPack(join(root, "policy"), { ...of, config: { values: Object.fromEntries(set), secretKeys: [] } });
}

/** What a stack of another kind has in its config instead. */
const kinds: Readonly<Record<string, Record<string, string | undefined>>> = {
  developer: { kind: "developer" },
  staging: { kind: "staging", owner: undefined, visitors: undefined, alerts: '["oncall@example.dev"]' },
  production: { kind: "production", owner: undefined, visitors: undefined, alerts: '["oncall@example.dev"]' },
};

describe("the example of a small platform", () => {
  before(() => {
    execFileSync(process.execPath, [join(root, "policy/build.js")]);
  });

  it("takes at most 60 lines", () => {
    const lines = readFileSync(program, "utf8").trimEnd().split("\n");
    assert.ok(lines.length <= 60, `${lines.length} lines`);
  });

  for (const [kind, config] of Object.entries(kinds))
    describe(`as ${kind === "developer" ? "a developer's" : kind}`, () => {
      const stack = new TestStack("dev-ada", folder);
      const setUp = async (settings: typeof config) => {
        for (const pack of stack.analyzers) await pack.close();
        Object.assign(stack, { config: settings, program: tickets, analyzers: [await packFor(settings)] });
      };
      before(() => setUp(config));
      after(() => Promise.all(stack.analyzers.map((pack) => pack.close())));

      it("comes up with both its hosts, and no policy says a word", async () => {
        const { outcome, errors, violations, outputs } = await stack.up();
        assert.deepEqual([violations, errors, outcome], [[], "", "succeeded"]);
        assert.deepEqual(Object.keys(outputs.hosts as object), ["gate.ada.example.dev", "shop.ada.example.dev"]);
      });

      it("once up: nothing is to change", async () => {
        const { outcome, steps } = await stack.preview();
        assert.deepEqual([outcome, steps], ["succeeded", []]);
      });

      it("goes again, and leaves nothing but its foundation", async () => {
        if (kind !== "developer") {
          await setUp({ ...config, deletionProtection: "off" });
          await stack.up();
        }
        const { outcome, errors, snapshot } = await stack.destroy();
        assert.equal(outcome, "succeeded", errors);
        const left = snapshot.resources.filter(({ custom, type }) => custom && !type.startsWith("pulumi:"));
        assert.deepEqual(
          left.filter(({ urn }) => !urn.includes("flotilla:foundation:Foundation$")),
          [],
        );
      });
    });
});
