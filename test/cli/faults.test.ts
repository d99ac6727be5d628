import assert from "node:assert/strict";
import { run } from "../../cli";
import { project } from "./project";
import { flotilla, testTerminal } from "./terminal";

const program = `
const random = require("@pulumi/random");
const first = new random.RandomId("first", { byteLength: 2 });
new random.RandomId("second", { byteLength: 2, prefix: first.hex });
`;

describe("flotilla --fault", () => {
  it("once: the heading says so, the error that it was asked for, and the next run goes on", async () => {
    const root = project(program);
    const failed = await flotilla(root, "up", "-s", "dev", "--yes", "--fault", "create#2=once");
    assert.equal(failed.code, 1);
    assert.match(failed.out, /^Updating shop\/dev on the local cloud\n {4}rehearsing: create #2 fails once\n/);
    assert.match(failed.out, /second[\s\S]*error: made to fail, as was asked for: create #2 fails once/);
    assert.match(failed.out, /\+ 2 created/); // the stack, and what came before the fault
    const { code, out } = await flotilla(root, "up", "-s", "dev", "--yes");
    assert.equal(code, 0, out);
    assert.doesNotMatch(out, /rehearsing/);
    assert.match(out, /\+ 1 created/);
  });

  it("destroy: by type, always", async () => {
    const root = project(program);
    await flotilla(root, "up", "-s", "dev", "--yes");
    const fault = "delete:random:index/randomId:RandomId=always";
    const { code, out } = await flotilla(root, "destroy", "-s", "dev", "--yes", "--fault", fault);
    assert.equal(code, 1);
    assert.match(out, /rehearsing: delete of random:index\/randomId:RandomId always fails/);
    assert.match(out, /second[\s\S]*error: made to fail/);
    assert.match((await flotilla(root, "preview", "-s", "dev")).out, /no changes/);
  });

  it("refresh: what is read fails, too", async () => {
    const root = project(program);
    await flotilla(root, "up", "-s", "dev", "--yes");
    const { code, out } = await flotilla(root, "refresh", "-s", "dev", "--yes", "--fault", "read:second=once");
    assert.equal(code, 1);
    assert.match(out, /rehearsing: read of second fails once[\s\S]*error: .*made to fail/);
    assert.match((await flotilla(root, "refresh", "-s", "dev", "--yes")).out, /nothing has drifted/);
  });

  it("at a terminal: the plan is shown as ever, and what follows fails", async () => {
    const terminal = testTerminal(project(program), { columns: 100, rows: 40 }, "yes\n");
    assert.equal(await run(["up", "-s", "dev", "--fault", "create:first=always"], terminal), 1);
    assert.match(
      terminal.out.text,
      /Previewing shop\/dev on the local cloud\n\n[\s\S]*3 to create[\s\S]*Updating[^\n]*\n {4}rehearsing: create of first always fails/,
    );
  });

  it("unmet: a rehearsal in which nothing failed is told of, because it has shown nothing", async () => {
    const faults = ["--fault", "create:thrid=kill", "--fault", "delete=once"];
    const { code, out } = await flotilla(project(program), "up", "-s", "dev", "--yes", ...faults);
    assert.equal(code, 0);
    assert.match(out, /warning: there was no such operation, .*: the process is killed before create of thrid/);
    assert.match(out, /warning: there was no such operation, .*: delete fails once/);
  });

  it("--json: standard output holds events alone", async () => {
    const { out } = await flotilla(project(program), "up", "-s", "dev", "--yes", "--json", "--fault", "create=once");
    const events = out.trimEnd().split("\n");
    assert.ok(events.some((line) => /made to fail, as was asked for/.test(JSON.parse(line).diagnosticEvent?.message)));
  });

  for (const [text, expected] of [
    ["create:3=twice", /--fault "create:3=twice" is not OPERATION\[:TYPE-or-NAME\]\[#N\]=.*as in create#3=once/],
    ["create:gcp:pubsub/topic:Topik=once", /--fault .*no resource type gcp:pubsub\/topic:Topik; did you mean/],
  ] as const)
    it(`a fault that cannot be read: ${text}: exit code 2, and nothing was done`, async () => {
      const root = project(program);
      const { code, out, err } = await flotilla(root, "up", "-s", "dev", "--yes", "--fault", text);
      assert.deepEqual([code, out], [2, ""]);
      assert.match(err, expected);
    });
});
