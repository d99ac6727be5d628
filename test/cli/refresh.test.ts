import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "../../cli";
import type { Options } from "../../cli/commands";
import type { OperationKind } from "../../cli/output/operations";
import { runOperation } from "../../cli/run-operation";
import { readTask } from "../../cli/task";
import * as local from "../../local";
import { cloudSecrets, type EngineEvent, findProject, LocalCloud, stackFolder } from "../../local";
import { project } from "./project";
import { flotilla, testTerminal } from "./terminal";

// The types by their tokens: the SDK of a whole cloud takes its time to load.
const program = `
const pulumi = require("@pulumi/pulumi");
const provider = new pulumi.ProviderResource("gcp", "gcp", { project: "shop-dev" });
const make = (type, name, args, options) => new pulumi.CustomResource(type, name, args, { provider, ...options });
const api = make("gcp:projects/service:Service", "api", { service: "storage.googleapis.com" });
const bucket = (name, args, options) =>
  make("gcp:storage/bucket:Bucket", name, { location: "EU", ...args }, { dependsOn: api, ...options });
bucket("logs", {});
bucket("images", { labels: { team: "ada" } });
`;

/** A stack that is up, with its cloud, and its state as a file that a test may edit. */
class Stack {
  constructor(readonly root = project(program)) {}

  flotilla(...args: string[]) {
    return flotilla(this.root, ...args, "--stack", "dev");
  }

  async up(...args: string[]) {
    const ran = await this.flotilla("up", "--yes", ...args);
    assert.equal(ran.code, 0, ran.out + ran.err);
    return ran;
  }

  write(text: string): void {
    writeFileSync(join(this.root, "index.js"), text);
  }

  async #cloud(): Promise<LocalCloud> {
    const folder = stackFolder(findProject(this.root), "dev");
    return LocalCloud.open(folder.cloud, cloudSecrets(folder, {}));
  }

  /** As a person at a console would. */
  async editCloud(edit: (document: ReturnType<LocalCloud["document"]>) => void): Promise<void> {
    const cloud = await this.#cloud();
    const document = cloud.document();
    const edited = structuredClone(document);
    edit(edited);
    await cloud.edit(document, edited);
    await cloud.close();
  }

  editState(edit: (deployment: { resources: { urn: string }[]; pending_operations?: unknown[] }) => void): void {
    const path = join(this.root, ".flotilla/dev/state.json");
    const content = JSON.parse(readFileSync(path, "utf8"));
    edit(content.deployment);
    writeFileSync(path, JSON.stringify(content));
  }

  /** Ids of the buckets in the cloud. */
  async ids(): Promise<string[]> {
    const resources = (await this.#cloud()).resources();
    return resources.flatMap(({ type, id }) => (type === "gcp:storage/bucket:Bucket" ? [id] : [])).sort();
  }

  /** Their names, without what was made up. */
  async buckets(): Promise<string[]> {
    return (await this.ids()).map((id) => id.replace(/-[0-9a-f]{7}$/, ""));
  }
}

function eventsIn(text: string): EngineEvent[] {
  return text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
}

function drift(stack: Stack): Promise<void> {
  return stack.editCloud((document) => {
    const images = document.resources.find(({ id }) => id?.startsWith("images-"));
    Object.assign(images?.properties ?? {}, { labels: { team: "bob" }, storageClass: "NEARLINE" });
    document.resources = document.resources.filter(({ id }) => !id?.startsWith("logs-"));
  });
}

describe("flotilla refresh", () => {
  let stack: Stack;
  before(async () => {
    stack = new Stack();
    await stack.up();
  });

  it("no drift: that is said, and --expect-no-changes expects it", async () => {
    const { code, out } = await stack.flotilla("refresh", "--yes", "--expect-no-changes");
    assert.equal(code, 0, out);
    assert.match(
      out,
      /^Refreshing shop\/dev on the local cloud\n\nnothing has drifted: 5 resources unchanged\n\nDuration: \d+s\n$/,
    );
  });

  it("without a terminal: it asks for --yes, as it would have asked", async () => {
    const { code, err } = await stack.flotilla("refresh");
    assert.deepEqual([code, /add --yes to go ahead/.test(err)], [2, true]);
  });

  it("drift, --target: only what is named is looked at", async () => {
    await drift(stack);
    const { code, out } = await stack.flotilla("refresh", "--yes", "--target", "api", "--expect-no-changes");
    assert.equal(code, 0, out);
    assert.match(out, /nothing has drifted: 1 resource unchanged/);
  });

  it("drift at a terminal: the plan says what has drifted, and no leaves the state as it is", async () => {
    const terminal = testTerminal(stack.root, { columns: 100, rows: 40 }, "no\n");
    assert.equal(await run(["refresh", "--stack", "dev", "--diff"], terminal), 1);
    assert.match(
      terminal.out.text,
      /Previewing the refresh of shop\/dev[\s\S]* ~ {2}[├└]─ gcp:storage:Bucket +images +drifted \[labels, storageClass\]/,
    );
    assert.match(terminal.out.text, / - {2}[├└]─ gcp:storage:Bucket +logs +gone from the cloud/);
    assert.match(terminal.out.text, /~ labels.team: "ada" => "bob"\n +~ storageClass: "STANDARD" => "NEARLINE"/);
    assert.match(
      terminal.out.text,
      /Resources:\n {4}~ 1 drifted\n {4}- 1 gone from the cloud\n {6}3 unchanged[\s\S]*Take this into the state of dev\? \(yes\/no\) [\s\S]*nothing was changed/,
    );
    assert.match((await stack.flotilla("preview")).out, /no changes/);
  });

  it("drift, --json: each event is a line, a resource is refreshed with an outcome, and nothing else is printed", async () => {
    const task = await stack.flotilla("refresh", "--yes", "--json", "--expect-no-changes");
    const events = eventsIn(task.out);
    const ops = events.flatMap(
      ({ resourcePreEvent: before, resOutputsEvent: after }) => (before ?? after)?.metadata.op ?? [],
    );
    assert.deepEqual(ops.toSorted(), ["delete", ...Array(5).fill("refresh"), "same", "same", "same", "update"]);
    assert.deepEqual(events.at(-2)?.summaryEvent?.resourceChanges, { same: 3, update: 1, delete: 1 });
    assert.deepEqual(events.at(-1)?.cancelEvent, {});
    assert.equal(task.code, 1);
    assert.match(task.err, /there are changes, and --expect-no-changes was given/);
  });

  it("then: the state has it, and an up puts right what was edited and makes again what is gone", async () => {
    assert.match((await stack.flotilla("refresh", "--yes")).out, /nothing has drifted: 4 resources unchanged/);
    const { out } = await stack.up("--diff");
    assert.match(out, /~ labels.team: "bob" => "ada"\n +~ storageClass: "NEARLINE" => "STANDARD"/);
    assert.match(out, /\+ 1 created\n {4}~ 1 updated\n {6}3 unchanged/);
    assert.match((await stack.flotilla("refresh", "--yes")).out, /nothing has drifted: 5 resources unchanged/);
  });

  it("at a terminal, yes: it is done", async () => {
    await drift(stack);
    const terminal = testTerminal(stack.root, { columns: 80, rows: 40 }, "yes\n");
    assert.equal(await run(["refresh", "--stack", "dev"], terminal), 0);
    assert.match(terminal.out.text, /Refreshing shop\/dev[\s\S]*~ 1 drifted/);
    assert.match((await stack.flotilla("refresh", "--yes")).out, /nothing has drifted/);
  });
});

describe("flotilla with targets", () => {
  let stack: Stack;
  before(async () => {
    stack = new Stack();
    await stack.up();
    stack.write(program.replaceAll('"EU"', '"EU", storageClass: "NEARLINE"'));
  });

  it("preview and up: a target alone is changed", async () => {
    assert.match((await stack.flotilla("preview", "--target", "logs")).out, /~ 1 to update\n {6}4 unchanged/);
    assert.match((await stack.up("--target", "**::logs")).out, /logs {2}updated[\s\S]*~ 1 updated\n {6}4 unchanged/);
    assert.match((await stack.flotilla("preview")).out, /images {2}update[\s\S]*~ 1 to update\n {6}4 unchanged/);
  });

  it("up --target-dependents: what needs it is changed too", async () => {
    assert.match((await stack.up("--target", "api", "--target-dependents")).out, /~ 1 updated\n {6}4 unchanged/);
  });

  it("up --replace: it is made anew", async () => {
    assert.match((await stack.up("--replace", "logs")).out, /± 1 replaced\n {6}4 unchanged/);
  });

  it("one that fits nothing: the nearest name is given, and nothing is done", async () => {
    for (const command of ["preview", "up", "refresh", "destroy"]) {
      const args = command === "preview" ? [] : ["--yes"];
      const { code, out } = await stack.flotilla(command, ...args, "--target", "lgos");
      assert.equal(code, 1);
      assert.match(out, /error: no resource fits the target "lgos", so nothing was done; did you mean "logs"\?/);
    }
    assert.deepEqual(await stack.buckets(), ["images", "logs"]);
  });

  it("what makes no sense together: a usage error each", async () => {
    const senseless: [args: string[], says: RegExp][] = [
      [["up", "--yes", "--target-dependents"], /--target-dependents is about what needs a target/],
      [["refresh", "--yes", "--target-dependents"], /--target-dependents is about what needs a target/],
      [["destroy", "--yes", "--target", "logs", "--exclude-protected"], /--exclude-protected is about all/],
      [["refresh", "--yes", "--import-pending-creates", "logs"], /--import-pending-creates logs: it is no URN/],
      [["refresh", "--yes", "--import-pending-creates", "urn:pulumi:dev::a"], /urn:pulumi:dev::a: its id is missing/],
    ];
    for (const [args, says] of senseless) {
      const { code, err } = await stack.flotilla(...args);
      assert.equal(code, 2);
      assert.match(err, says);
    }
  });

  it("destroy: what needs a target is an error; with its dependents it goes", async () => {
    const refused = await stack.flotilla("destroy", "--yes", "--target", "api");
    assert.equal(refused.code, 1);
    assert.match(refused.out, /::images' will be destroyed but was not specified in --target list/);
    assert.deepEqual(await stack.buckets(), ["images", "logs"]);
    const { code, out } = await stack.flotilla("destroy", "--yes", "--target", "images");
    assert.equal(code, 0, out);
    assert.match(out, /- 1 deleted\n {6}4 unchanged/);
    assert.deepEqual(await stack.buckets(), ["logs"]);
  });
});

describe("an interrupted create", () => {
  const images = "urn:pulumi:dev::shop::gcp:storage/bucket:Bucket::images";
  let stack: Stack;

  /** The state of a process that died when the cloud had made `images`, with a provider that is gone since, or not. */
  async function interrupted(provider: "kept" | "gone"): Promise<void> {
    stack = new Stack();
    await stack.up();
    stack.editState((deployment) => {
      const at = deployment.resources.findIndex(({ urn }) => urn === images);
      const [{ id: _id, ...resource }] = deployment.resources.splice(at, 1) as unknown as [Record<string, unknown>];
      if (provider === "gone") resource.provider = String(resource.provider).replace(/[^:]+$/, "another");
      deployment.pending_operations = [{ resource: { ...resource, outputs: {} }, type: "creating" }];
    });
  }

  it("refresh --import-pending-creates: what the cloud has made is in the state, and made no second time", async () => {
    await interrupted("kept");
    const id = (await stack.ids()).find((bucket) => bucket.startsWith("images-")) as string;
    const flags = [images, id].flatMap((text) => ["--import-pending-creates", text]);
    const { code, out } = await stack.flotilla("refresh", "--yes", ...flags);
    assert.equal(code, 0, out);
    assert.match((await stack.flotilla("preview")).out, /no changes/);
  });

  it("refresh: one of which nobody can tell is named, with ways out; --clear-pending-creates is one", async () => {
    await interrupted("gone");
    const { code, out } = await stack.flotilla("refresh", "--yes");
    assert.equal(code, 0, out);
    assert.match(out, /while creating urn:.*::images; whether .* is not known \(there is no provider .*::another\)/);
    assert.match(out, /refresh --import-pending-creates .* refresh --clear-pending-creates or state delete drops it/);
    assert.match((await stack.flotilla("refresh", "--yes", "--clear-pending-creates")).out, /It was dropped/);
    assert.doesNotMatch((await stack.flotilla("refresh", "--yes")).out, /while creating/);
  });

  it("up, where its provider is another by now: what was made is taken over, and made no second time", async () => {
    await interrupted("gone");
    const before = await stack.ids();
    await stack.up();
    assert.deepEqual(await stack.ids(), before);
    assert.match((await stack.flotilla("preview")).out, /no changes/);
    assert.doesNotMatch((await stack.flotilla("refresh", "--yes")).out, /while creating/);
  });
});

describe("flags of an operation", () => {
  type Given = Partial<local.UpOptions & local.DestroyOptions & local.RefreshOptions>;

  /** What the engine is given where it does nothing with it. */
  async function given(kind: OperationKind, plan: boolean, options: Options): Promise<Given> {
    const seen: Given[] = [];
    const engine = async (engineOptions: Given) => {
      seen.push(engineOptions);
      const snapshot = { resources: [], pendingOperations: [] };
      return { outcome: "succeeded", changes: {}, outputs: {}, snapshot, seconds: 0, completed: [] } as const;
    };
    const terminal = testTerminal(project(""));
    const input = { terminal, options: { stack: "dev", ...options }, arguments: [] };
    const machinery = { ...local, preview: engine, up: engine, refresh: engine, destroy: engine } as typeof local;
    assert.equal(await runOperation(await readTask(input, machinery), kind, plan), 0);
    return seen[0] as Given;
  }
  const targets = { target: ["a", "b"], targetDependents: true };

  for (const kind of ["preview", "up", "refresh", "destroy"] as const)
    it(`${kind}: its targets reach the engine`, async () => {
      const options = await given(kind, kind === "preview", targets);
      assert.deepEqual([options.targets, options.targetDependents], [["a", "b"], true]);
      assert.equal((await given(kind, kind === "preview", {})).targets, undefined);
    });

  for (const kind of ["preview", "up"] as const)
    it(`${kind}: what is to be replaced reaches the engine`, async () => {
      assert.deepEqual((await given(kind, kind === "preview", { replace: ["a"] })).replace, ["a"]);
    });

  it("plans: of a refresh it is a preview, of a destroy a rehearsal", async () => {
    assert.equal((await given("refresh", true, {})).preview, true);
    assert.equal((await given("refresh", false, {})).preview, false);
    assert.equal((await given("destroy", true, {})).rehearsal, true);
    assert.equal((await given("destroy", false, {})).rehearsal, false);
  });
});

describe("the plan of a destroy", () => {
  it("--json: every event says that it is planned, and neither state nor cloud is changed", async () => {
    const stack = new Stack();
    await stack.up();
    const state = readFileSync(join(stack.root, ".flotilla/dev/state.json"), "utf8");
    const terminal = testTerminal(stack.root);
    const task = await readTask({ terminal, options: { stack: "dev", json: true }, arguments: [] });
    assert.equal(await runOperation(task, "destroy", true), 0);
    const events = eventsIn(terminal.out.text);
    const steps = events.flatMap(({ resourcePreEvent: before, resOutputsEvent: after }) => before ?? after ?? []);
    assert.deepEqual([steps.length, steps.every(({ planning }) => planning)], [10, true]);
    const { isPreview, resourceChanges } = events.at(-2)?.summaryEvent ?? {};
    assert.deepEqual([isPreview, resourceChanges], [true, { delete: 5 }]);
    assert.equal(readFileSync(join(stack.root, ".flotilla/dev/state.json"), "utf8"), state);
    assert.deepEqual(await stack.buckets(), ["images", "logs"]);
    const done = eventsIn((await stack.flotilla("destroy", "--yes", "--json")).out);
    assert.equal(
      done.some(({ resourcePreEvent: event }) => event?.planning),
      false,
    );
    assert.equal(done.at(-2)?.summaryEvent?.isPreview, false);
  });
});

describe("a reference to another stack", () => {
  const program = (reference: string) => `
const pulumi = require("@pulumi/pulumi");
if (pulumi.getStack() === "dev") module.exports = { url: "example.dev", token: pulumi.secret("t0ken") };
else {
  const other = new pulumi.StackReference(${reference});
  module.exports = { url: other.requireOutput("url"), token: other.requireOutput("token") };
}`;
  const prod = (root: string, ...args: string[]) => flotilla(root, ...args, "--stack", "prod");

  it("its outputs are read, secrets as secrets, in a preview too; refresh reads them again", async () => {
    const root = project(program('[pulumi.getOrganization(), pulumi.getProject(), "dev"].join("/")'));
    const early = await prod(root, "preview");
    assert.match(early.out, /stack dev is not up, so it has no outputs: run flotilla up --stack dev/);
    await flotilla(root, "up", "--yes", "--stack", "dev");
    assert.match((await prod(root, "preview")).out, /url: "example.dev"/);
    assert.match((await prod(root, "up", "--yes")).out, /token: \[secret\]\n {4}url: "example.dev"/);
    assert.equal((await prod(root, "outputs", "token", "--show-secrets")).out, "t0ken\n");
    writeFileSync(join(root, "index.js"), program('"dev"').replace("example.dev", "new.example.dev"));
    await flotilla(root, "up", "--yes", "--stack", "dev");
    assert.match(
      (await prod(root, "refresh", "--yes")).out,
      /~ {2}├─ pulumi:pulumi:StackReference {2}organization\/shop\/dev {2}drifted/,
    );
    assert.match((await prod(root, "up", "--yes")).out, /url: "new.example.dev"/);
    assert.equal((await prod(root, "destroy", "--yes")).code, 0);
  });

  it("one that does not exist, or is of another project: it is said", async () => {
    assert.match((await prod(project(program('"shop/dve"')), "preview")).out, /error: unknown stack "shop\/dve"/);
    const { out } = await prod(project(program('"ada/blog/dev"')), "preview");
    assert.match(out, /stack ada\/blog\/dev is of project blog; here only stacks of shop are known/);
  });
});

describe("flotilla and what exists already", () => {
  it("import: a bucket that the state has lost is taken up again", async () => {
    const stack = new Stack();
    await stack.up();
    const [, name] = await stack.ids();
    stack.editState((deployment) => {
      deployment.resources = deployment.resources.filter(({ urn }) => !urn.endsWith("::logs"));
    });
    stack.write(program.replace('bucket("logs", {})', `bucket("logs", { name: "${name}" }, { import: "${name}" })`));
    assert.match(
      (await stack.up()).out,
      / = {2}├─ gcp:storage:Bucket {2}logs {2}imported [\s\S]*= 1 imported\n {6}4 unchanged/,
    );
    assert.deepEqual(await stack.buckets(), ["images", "logs"]);
    assert.match((await stack.up()).out, /no changes: 5 resources unchanged/);
  });

  it("import of what only a state keeps: it is refused by name", async () => {
    const stack = new Stack(
      project('new (require("@pulumi/random").RandomId)("id", { byteLength: 2 }, { import: "AQI" });'),
    );
    const { code, out } = await stack.flotilla("up", "--yes");
    assert.equal(code, 1);
    assert.match(out, /random:index\/randomId:RandomId cannot be read by its id: nothing of it is kept but the state/);
  });

  it("a create that was interrupted, and is no longer wanted: what it made is found and deleted", async () => {
    const stack = new Stack();
    await stack.up();
    stack.editState((deployment) => {
      const images = deployment.resources.find(({ urn }) => urn.endsWith("::images"));
      deployment.resources = deployment.resources.filter((resource) => resource !== images);
      deployment.pending_operations = [{ type: "creating", resource: { ...images, id: undefined, outputs: {} } }];
    });
    stack.write(program.replace(/bucket."images".*/, ""));
    const { out } = await stack.up();
    assert.match(
      out,
      /interrupted while creating .*::images; the cloud has made it \(id images-\w+\), and the state has it now/,
    );
    assert.match(out, /- 1 deleted/);
    assert.deepEqual(await stack.buckets(), ["logs"]);
  });
});
