import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "../../cli";
import { project } from "./project";
import { flotilla, testTerminal } from "./terminal";

const program = `
const pulumi = require("@pulumi/pulumi");
const random = require("@pulumi/random");
const base = new random.RandomId("base", { byteLength: 2 });
new random.RandomId("top", { byteLength: 2, keepers: { base: base.hex } }, { protect: true });
module.exports = { token: pulumi.secret("t0ken") };
`;

let root: string;
const state = (...args: string[]) => flotilla(root, "state", ...args, "--stack", "dev");
const stored = () => readFileSync(join(root, ".flotilla/dev/state.json"), "utf8");

async function bringUp(): Promise<void> {
  root = project(program);
  const { code, out, err } = await flotilla(root, "up", "-s", "dev", "--yes");
  assert.equal(code, 0, out + err);
}

describe("flotilla state", () => {
  beforeEach(bringUp);

  it("list: a tree of what there is, with what is special about it; and as JSON", async () => {
    assert.match(
      (await state("list")).out,
      /^pulumi:pulumi:Stack {2}shop-dev\n├─ random:index:RandomId {2}base\n└─ random:index:RandomId {2}top {2}\(protected\)\n/m,
    );
    const listed = JSON.parse((await state("list", "--json")).out) as { name: string; protect?: boolean }[];
    assert.deepEqual(
      listed.filter(({ protect }) => protect).map(({ name }) => name),
      ["top"],
    );
  });

  it("export and import: a state forgotten by a destroy of its file comes back whole", async () => {
    const exported = await state("export");
    assert.doesNotMatch(exported.out, /t0ken/);
    writeFileSync(join(root, "copy.json"), exported.out);
    assert.equal((await state("delete", "base", "--target-dependents", "--force", "--yes")).code, 0);
    const { code, out } = await state("import", "--file", "copy.json", "--yes");
    assert.equal(code, 0);
    assert.match(out, /^\d resources in copy.json in place of \d of stack dev/);
    const after = await flotilla(root, "preview", "-s", "dev", "--expect-no-changes");
    assert.equal(after.code, 0, after.out);
    assert.equal((await flotilla(root, "outputs", "token", "-s", "dev", "--show-secrets")).out, "t0ken\n");
  });

  it("export --show-secrets: in plain text, into a file of its owner's, which can be imported too", async () => {
    assert.equal((await state("export", "--show-secrets", "--file", "plain.json")).code, 0);
    assert.match(readFileSync(join(root, "plain.json"), "utf8"), /"plaintext": "\\"t0ken\\""/);
    assert.equal((await state("import", "--file", "plain.json", "--yes")).code, 0);
    assert.doesNotMatch(stored(), /t0ken/);
  });

  it("import: a terminal is asked first", async () => {
    writeFileSync(join(root, "copy.json"), (await state("export")).out);
    const terminal = testTerminal(root, { columns: 80, rows: 24 }, "no\n");
    assert.equal(await run(["state", "import", "-s", "dev", "--file", "copy.json"], terminal), 1);
    assert.match(terminal.out.text, /Replace the state\? \(yes\/no\) [\s\S]*nothing was changed/);
  });

  it("delete: the resource is forgotten, and stays in the cloud", async () => {
    assert.equal((await state("unprotect", "top")).code, 0);
    const { code, out } = await state("delete", "top", "--yes");
    assert.equal(code, 0);
    assert.match(out, /^1 resource to forget; what of it is in the cloud stays there:\n {2}top \(random:/);
    assert.match((await flotilla(root, "preview", "-s", "dev")).out, /\+ 1 to create/);
  });

  it("delete: an interrupted create that left no resource is forgotten by its name", async () => {
    const content = JSON.parse(stored());
    const top = content.deployment.resources.find(({ urn }: { urn: string }) => urn.endsWith("::top"));
    const resource = { ...top, urn: top.urn.replace("::top", "::lost"), protect: false };
    delete resource.id;
    content.deployment.pending_operations = [{ resource, type: "creating" }];
    writeFileSync(join(root, ".flotilla/dev/state.json"), JSON.stringify(content));
    const { code, out, err } = await state("delete", "lost", "--yes");
    assert.equal(code, 0, err);
    assert.match(out, /^1 interrupted create to forget; what of it is in the cloud stays there:\n {2}lost \(random:/);
    assert.equal(JSON.parse(stored()).deployment.pending_operations?.length ?? 0, 0);
  });

  it("protect: a destroy refuses until it is taken off", async () => {
    assert.equal((await state("unprotect", "top")).code, 0);
    assert.equal((await state("protect", "base")).code, 0);
    const refused = await flotilla(root, "destroy", "-s", "dev", "--yes");
    assert.match(refused.out, /nothing was deleted: 1 of the resources are protected[\s\S]*base/);
    assert.equal((await state("unprotect", "base")).code, 0);
    assert.equal((await flotilla(root, "destroy", "-s", "dev", "--yes")).code, 0);
  });
});

describe("flotilla state, asked for what cannot be", () => {
  before(async () => {
    await bringUp();
    const exported = (await state("export")).out;
    writeFileSync(join(root, "other.json"), '{"version": 2}');
    writeFileSync(join(root, "foreign.json"), exported.replaceAll("urn:pulumi:dev:", "urn:pulumi:prod:"));
    writeFileSync(join(root, "vault.json"), exported.replace('"type": "passphrase"', '"type": "awskms"'));
  });
  const mistakes: [what: string, args: string[], code: number, expected: RegExp][] = [
    ["a name that is near to one", ["protect", "bsae"], 1, /no resource "bsae"; did you mean "base"\?/],
    [
      "a resource that others need",
      ["delete", "base", "--yes"],
      1,
      /1 resources need it[\s\S]*--target-dependents:\n {2}top/,
    ],
    ["a protected one", ["delete", "top", "--yes"], 1, /protected, and so not forgotten[\s\S]*--force:\n {2}top/],
    ["a delete that nobody agreed to", ["delete", "top"], 2, /no terminal to ask at: add --yes/],
    ["a file that is not there", ["import", "--file", "gone.json", "--yes"], 2, /--file gone.json cannot be read/],
    [
      "a file that is not JSON",
      ["import", "--file", "index.js", "--yes"],
      2,
      /index.js is not JSON, so it is no state/,
    ],
    [
      "a file that is no state",
      ["import", "--file", "other.json", "--yes"],
      2,
      /version 2; the local engine reads version 3/,
    ],
    [
      "another stack's state",
      ["import", "--file", "foreign.json", "--yes"],
      2,
      /is the state of stack prod of project shop/,
    ],
    ["a state of another vault", ["import", "--file", "vault.json", "--yes"], 2, /kept with awskms.*--show-secrets/],
    ["a group without a command", [], 2, /^Usage: flotilla state \[options\] \[command\]/],
  ];
  for (const [what, args, code, expected] of mistakes)
    it(`${what}: one message, and nothing is changed`, async () => {
      const before = stored();
      const ended = args.length === 0 ? await flotilla(root, "state") : await state(...args);
      assert.match(ended.err, expected);
      assert.deepEqual([ended.code, stored()], [code, before]);
    });
});
