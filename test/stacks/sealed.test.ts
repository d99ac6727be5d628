import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as local from "../../local";
import { platform, root } from "../support/stack";

/** A protected environment refuses to be destroyed. */
const overrides = new Map([["flotilla:deletionProtection", "off"]]);
const operations = { up: local.up, destroy: local.destroy };

/** An environment whose state and cloud are in files, in a folder as `.flotilla` is. */
class StackOnDisk {
  readonly base = mkdtempSync(join(tmpdir(), "flotilla-sealed-"));
  readonly #project = { ...local.findProject(root), root: this.base };
  readonly #folder: local.StackFolder;
  #key: Promise<local.PassphraseSecrets> | undefined;
  /** Every value that was a secret, at any time, in whatever the engine and the cloud said of it. */
  readonly secrets = new Set<string>();

  constructor(readonly name: string) {
    this.#folder = local.stackFolder(this.#project, name);
  }

  /** What was made to fail ends the process: from then on nothing is written. */
  async run(operation: keyof typeof operations, fault?: string): Promise<string> {
    const key = () => (this.#key ??= local.stateSecrets(this.#folder, {}));
    const cloud = await local.LocalCloud.open(this.#folder.cloud, local.cloudSecrets(this.#folder, {}, key));
    const project = local.findProject(root);
    const store = new local.FileStateStore(this.#folder.state, key);
    let dead = false;
    const unlessDead = async (write: () => Promise<void>) => {
      if (dead) throw new Error("the process is dead");
      await write();
    };
    if (fault) cloud.faults.add(local.parseFault(fault));
    cloud.faults.die = () => {
      dead = true;
      throw new Error("the process was killed");
    };
    const errors: string[] = [];
    const result = await operations[operation]({
      project: project.name,
      stack: this.name,
      root,
      program: platform,
      config: await local.stackConfig(project, local.readStackFile(project, this.name), overrides),
      cloud,
      store: {
        load: () => store.load(),
        append: (changes) => unlessDead(() => store.append(changes)),
        save: (snapshot) => unlessDead(() => store.save(snapshot)),
      },
      excludeProtected: true,
      emit: ({ diagnosticEvent }) => {
        if (diagnosticEvent?.severity === "error") errors.push(diagnosticEvent.message);
      },
    } as local.UpOptions & local.DestroyOptions);
    for (const { inputs, outputs } of result.snapshot.resources) this.#collect([inputs, outputs], false);
    if (!dead) await cloud.close();
    return dead ? "killed" : `${result.outcome}${errors.map((error) => `: ${error}`).join("")}`;
  }

  /** All that stands in the folder, by file: but for the key, without which nothing could be read. */
  files(): Map<string, string> {
    const names = readdirSync(join(this.base, ".flotilla"), { recursive: true, encoding: "utf8" });
    const paths = names.map((name) => join(this.base, ".flotilla", name)).filter((path) => statSync(path).isFile());
    return new Map(
      paths.filter((path) => path !== this.#folder.passphrase).map((path) => [path, readFileSync(path, "utf8")]),
    );
  }

  remove(): void {
    rmSync(this.base, { recursive: true });
  }

  #collect(value: unknown, isSecret: boolean): void {
    if (value instanceof local.Secret) this.#collect(value.value, true);
    else if (typeof value === "string" && isSecret && isTelling(value)) this.secrets.add(value);
    else if (typeof value === "object" && value !== null)
      for (const [key, inner] of Object.entries(value)) if (!isLabels(key)) this.#collect(inner, isSecret);
  }
}

/** Labels are secrets to Google's provider, and stand openly beside it. */
const isLabels = (key: string) => key === "effectiveLabels" || key === "pulumiLabels";

/** What is so short stands somewhere by chance. */
const isTelling = (text: string) => text.length >= 12;

/** As it stands, and as JSON writes it, in JSON inside JSON too. */
function formsOf(secret: string): string[] {
  const once = JSON.stringify(secret).slice(1, -1);
  return [...new Set([secret, once, JSON.stringify(once).slice(1, -1)])];
}

for (const name of ["dev-ada", "staging", "prod"])
  describe(`the files of ${name}`, function () {
    this.timeout(120_000);
    let stack: StackOnDisk;
    before(() => {
      stack = new StackOnDisk(name);
    });
    after(() => stack.remove());

    const assertSealed = () => {
      assert.ok(stack.secrets.size > 0);
      const files = stack.files();
      assert.ok([...files.keys()].some((file) => /cloud\.(json|journal)$/.test(file)));
      for (const [file, text] of files)
        for (const secret of stack.secrets)
          for (const form of formsOf(secret)) assert.ok(!text.includes(form), `${file} holds ${secret}`);
    };

    it("hold no secret in plain text when an up was killed in the middle of it", async () => {
      assert.equal(await stack.run("up", "create:gcp:cloudrunv2/service:Service#1=kill"), "killed");
      assertSealed();
    });

    it("nor after the up that goes on from there", async () => {
      assert.equal(await stack.run("up"), "succeeded");
      assertSealed();
      const cloud = stack.files().get(join(stack.base, ".flotilla", name, "cloud.json")) ?? "";
      assert.match(cloud, /"secretDataWo": \{\s*"4dabf18193072939515e22adb298388d": \S+\s*"ciphertext": "v1:/);
    });

    it("nor when a destroy was killed, nor after one", async () => {
      assert.equal(await stack.run("destroy", "delete#9=kill-after"), "killed");
      assertSealed();
      assert.equal(await stack.run("destroy"), "succeeded");
      assertSealed();
    });
  });
