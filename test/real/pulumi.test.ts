import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../support/stack";

const needed = ["gcp", "cloudflare", "random"];

/** Why the real engine cannot be tried on this machine; nothing where it can. */
function missing(): string | undefined {
  const found = spawnSync("pulumi", ["plugin", "ls", "--json"], { encoding: "utf8" });
  if (found.error) return "there is no pulumi on PATH";
  const plugins = new Set((JSON.parse(found.stdout || "[]") as { name: string }[]).map(({ name }) => name));
  const absent = needed.filter((name) => !plugins.has(name));
  return absent.length > 0 ? `pulumi has no plugin for ${absent.join(", ")}` : undefined;
}

/** A copy of the project, since `stack init` writes to the stack files; with a backend of its own. */
class Copy {
  readonly folder = mkdtempSync(join(tmpdir(), "flotilla-real-"));
  readonly environment = {
    ...process.env,
    PULUMI_BACKEND_URL: `file://${this.folder}/backend`,
    PULUMI_CONFIG_PASSPHRASE: "a preview keeps no secrets",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    // Enough for providers that only preview: nothing is asked of the clouds.
    GOOGLE_OAUTH_ACCESS_TOKEN: "offline",
    PULUMI_GCP_SKIP_REGION_VALIDATION: "true",
    CLOUDFLARE_API_TOKEN: "0".repeat(40),
  };

  constructor() {
    mkdirSync(join(this.folder, "backend"));
    for (const part of ["components", "contract", "stacks", "policy", "Pulumi.yaml", "package.json", "tsconfig.json"])
      cpSync(join(root, part), join(this.folder, part), { recursive: true });
    symlinkSync(join(root, "node_modules"), join(this.folder, "node_modules"));
  }

  pulumi(...args: string[]): { status: number | null; output: string } {
    const options = { cwd: this.folder, env: this.environment, encoding: "utf8" } as const;
    const { status, stdout, stderr } = spawnSync("pulumi", [...args, "--non-interactive"], options);
    return { status, output: `${stdout}${stderr}` };
  }

  stack(name: string): void {
    cpSync(join(root, `Pulumi.${name}.yaml`), join(this.folder, `Pulumi.${name}.yaml`));
    const { status, output } = this.pulumi("stack", "init", name, "--secrets-provider", "passphrase");
    assert.equal(status, 0, output);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

describe("the real engine", function () {
  this.timeout(180_000);
  const reason = missing();
  let copy: Copy;
  before(function () {
    if (reason !== undefined) {
      console.log(`    skipped: ${reason}`);
      this.skip();
    }
    copy = new Copy();
  });
  after(() => copy?.remove());

  for (const [name, resources, warned] of [
    ["dev-ada", 59, false],
    ["staging", 88, true],
    ["prod", 98, true],
  ] as const)
    it(`${name}: previews under the policies as it does here${warned ? ", and warns of the passphrase" : ""}`, () => {
      copy.stack(name);
      const { status, output } = copy.pulumi("preview", "--stack", name, "--policy-pack", "policy");
      assert.equal(status, 0, output);
      assert.match(output, new RegExp(`\\+ ${resources} to create`));
      assert.equal(/names (no|passphrase as its) secrets provider/.test(output), warned, output);
    });

  it("an update of a shared environment under a passphrase: refused, before any resource but the stack itself", () => {
    const { status, output } = copy.pulumi("up", "--yes", "--skip-preview", "--stack", "staging");
    assert.notEqual(status, 0);
    assert.match(output, /names (no|passphrase as its) secrets provider.*change-secrets-provider/);
    assert.match(output, /\+ 1 created/);
  });
});
