import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import type { StepOp } from "../../local/events";
import { type Ended, ProjectCopy } from "../support/project-copy";
import { root } from "../support/stack";
import { comparableState, comparableSteps } from "./comparable";
import { skipWithoutEngine } from "./engine";
import { Vault } from "./vault";

type Counts = Partial<Record<StepOp, number>>;

/** A stack that both engines bring up, change and take down, each on a cloud of its own. */
class Pair {
  constructor(
    readonly copy: ProjectCopy,
    private readonly stack: string,
  ) {}

  /** Runs the operation on both, and compares what was done, and the states after it; answers with what was counted. */
  async both(operation: string, ...flags: string[]): Promise<Counts> {
    const real = await this.#real(operation, flags);
    const ours = await this.#ours(operation, flags);
    assert.deepEqual(ours.steps, real.steps);
    assert.deepEqual(ours.state, real.state);
    return ours.steps.counts;
  }

  async #real(operation: string, flags: readonly string[]) {
    const log = join(this.copy.folder, "events.json");
    const always = ["--yes", "--skip-preview", "--stack", this.stack, "--event-log", log];
    const { status, output } = await this.copy.pulumi(operation, ...flags, ...always);
    assert.equal(status, 0, output);
    const events = linesOf(readFileSync(log, "utf8"));
    writeFileSync(log, "");
    return {
      status,
      steps: comparableSteps(events),
      state: await this.#stateOf(this.copy.pulumi("stack", ...this.#export)),
    };
  }

  async #ours(operation: string, flags: readonly string[]) {
    const { status, out, output } = await this.copy.flotilla(
      operation,
      ...flags,
      "--yes",
      "--json",
      "--stack",
      this.stack,
    );
    assert.equal(status, 0, output);
    return {
      status,
      steps: comparableSteps(linesOf(out)),
      state: await this.#stateOf(this.copy.flotilla("state", ...this.#export)),
    };
  }

  get #export(): string[] {
    return ["export", "--show-secrets", "--stack", this.stack];
  }

  async #stateOf(exported: Promise<Ended>): Promise<Record<string, unknown>> {
    const { status, out, output } = await exported;
    assert.equal(status, 0, output);
    return comparableState(out);
  }

  /** The same change by hand in both clouds. */
  async edit(): Promise<void> {
    for (const which of [[], ["--served"]]) {
      const { status, output } = await this.copy.flotilla("cloud", "edit", "--stack", this.stack, ...which);
      assert.equal(status, 0, output);
      assert.match(output, /^changed .*\/tokens: description$/m);
      assert.match(output, /^deleted .*\/iam\//m);
    }
  }
}

function linesOf(text: string) {
  return text
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}

/** The images of the project, one of them another. */
function imagesWith(service: string): Record<string, string> {
  const images = parse(readFileSync(join(root, "Pulumi.yaml"), "utf8")).config["flotilla:images"].default;
  return { ...images, [service]: `europe-docker.pkg.dev/registry-shared/images/${service}@sha256:${"cd".repeat(32)}` };
}

describe("the real engine and ours, each on a local cloud", function () {
  this.timeout(600_000);
  let vault: Vault;
  before(async function () {
    skipWithoutEngine(this);
    vault = await Vault.start();
  });
  after(() => vault?.close());

  for (const [name, regions, replaced, secretsProvider] of [
    ["dev-ada", 1, "WebCloudRunServiceIamMember", "passphrase"],
    // Shared environments refuse a passphrase.
    ["staging", 2, "BackendService", "hashivault://staging"],
  ] as const)
    describe(name, () => {
      let pair: Pair;
      let resources = 0;
      before(async () => {
        const copy = new ProjectCopy(name, {
          ...vault.environment,
          EDITOR: `node ${join(__dirname, "edit-by-hand.js")}`,
        });
        pair = new Pair(copy, name);
        const { status, output } = await copy.pulumi("stack", "init", name, "--secrets-provider", secretsProvider);
        assert.equal(status, 0, output);
      });
      after(() => pair?.copy.remove());

      it("up: the same steps, and the same state but for the random parts", async () => {
        const { create = 0, ...others } = await pair.both("up");
        assert.deepEqual([create > 50, others], [true, {}]);
        resources = create;
      });

      it("preview of the same: nothing is to change", async () => {
        const flags = ["preview", "--expect-no-changes", "--stack", name];
        const real = await pair.copy.pulumi(...flags);
        assert.equal(real.status, 0, real.output);
        const ours = await pair.copy.flotilla(...flags);
        assert.equal(ours.status, 0, ours.output);
      });

      it("update: another image", async () => {
        pair.copy.configure({ images: imagesWith("tokens") });
        assert.deepEqual(await pair.both("up"), { update: regions, same: resources - regions });
      });

      it("another domain, and a resource replaced", async () => {
        pair.copy.configure({ domain: `new.${name}.example.dev` });
        const { replace = 0 } = await pair.both("up", "--replace", `**:${replaced}::**`);
        assert.ok(replace >= 1);
      });

      it("refresh: what was changed and deleted by hand is found, and the next up puts it right", async () => {
        await pair.edit();
        const found = await pair.both("refresh");
        assert.ok((found.update ?? 0) > 0 && (found.delete ?? 0) > 0);
        const { create, update } = await pair.both("up");
        assert.deepEqual({ create, update }, { create: found.delete, update: found.update });
      });

      it("destroy: what is protected stays", async () => {
        if (name === "staging") {
          pair.copy.configure({ deletionProtection: "off" });
          await pair.both("up");
        }
        const { delete: deleted = 0, same = 0 } = await pair.both("destroy", "--exclude-protected");
        assert.ok(deleted > 20 && same > 20);
      });
    });
});
