import assert from "node:assert/strict";
import { run } from "../../cli";
import { project } from "./project";
import { flotilla, testTerminal } from "./terminal";

const program = `
const pulumi = require("@pulumi/pulumi");
const random = require("@pulumi/random");
const owner = new pulumi.Config().require("owner");
new random.RandomId("id", { byteLength: 2, keepers: { owner } });
module.exports = { owner, hosts: { web: "example.dev" }, token: pulumi.secret("t0ken") };
`;

describe("flotilla, from up to destroy", () => {
  let root: string;
  let first: Awaited<ReturnType<typeof flotilla>>;
  before(async () => {
    root = project(program);
    first = await flotilla(root, "up", "-s", "dev", "--yes");
  });

  it("up: resources, outputs, counts and the time are printed, in that order", () => {
    assert.equal(first.code, 0, first.out + first.err);
    assert.match(
      first.out,
      /^Updating shop\/dev on the local cloud\n[\s\S]* \+ {2}├─ random:index:RandomId {2}id {2}created \([\d.]+s\)\n[\s\S]*Outputs:\n[\s\S]*token: \[secret\][\s\S]*Resources:\n {4}\+ 2 created\n\nDuration: \d+s\n$/,
    );
  });

  it("preview: nothing is to change, which --expect-no-changes expects", async () => {
    const { code, out } = await flotilla(root, "preview", "-s", "dev", "--expect-no-changes");
    assert.equal(code, 0, out);
    assert.match(out, /no changes: 2 resources unchanged/);
  });

  it("outputs: all as an outline, one as it is, JSON, and for a shell", async () => {
    const outputs = async (...args: string[]) => (await flotilla(root, "outputs", "-s", "dev", ...args)).out;
    assert.match(await outputs(), /^hosts:\n {4}web: "example.dev"\nowner: "ada"\ntoken: \[secret\]\n$/m);
    assert.equal(await outputs("owner"), "ada\n");
    assert.equal(await outputs("hosts"), '{"web":"example.dev"}\n');
    assert.equal(await outputs("token"), "[secret]\n");
    assert.equal(await outputs("token", "--show-secrets"), "t0ken\n");
    assert.deepEqual(JSON.parse(await outputs("--json")), {
      hosts: { web: "example.dev" },
      owner: "ada",
      token: "[secret]",
    });
    assert.match(await outputs("--shell"), /^owner='ada'$/m);
  });

  it("outputs: an unknown name is answered with the names there are", async () => {
    const { code, err } = await flotilla(root, "outputs", "-s", "dev", "hsots");
    assert.equal(code, 2);
    assert.match(err, /no output "hsots": its outputs are hosts, owner, token/);
  });

  it("stacks: which there are, and which are up", async () => {
    const stacks = JSON.parse((await flotilla(root, "stacks", "--json")).out);
    assert.deepEqual(
      stacks.map(({ name }: { name: string }) => name),
      ["dev", "prod"],
    );
    assert.ok(stacks[0].resources >= 2);
    assert.match((await flotilla(root, "stacks")).out, /^prod +- +never up$/m);
  });

  it("destroy at a terminal: the plan is shown, and no leaves everything", async () => {
    const terminal = testTerminal(root, { columns: 100, rows: 40 }, "no\n");
    assert.equal(await run(["destroy", "-s", "dev"], terminal), 1);
    assert.match(
      terminal.out.text,
      /Previewing the destruction of shop\/dev[\s\S]*- 2 to delete[\s\S]*Destroy dev\? \(yes\/no\) [\s\S]*nothing was changed/,
    );
    assert.match((await flotilla(root, "preview", "-s", "dev")).out, /no changes/);
  });

  it("destroy at a terminal: yes deletes everything", async () => {
    const terminal = testTerminal(root, { columns: 100, rows: 40 }, "yes\n");
    assert.equal(await run(["destroy", "-s", "dev"], terminal), 0);
    assert.match(terminal.out.text, /Destroying shop\/dev[\s\S]* - {2}└─ random:index:RandomId[\s\S]*- 2 deleted/);
  });
});
