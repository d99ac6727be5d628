import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "../../cli";
import { bedtime, database, resource, secret, zone } from "../review/resources";
import { project } from "./project";
import { flotilla, testTerminal } from "./terminal";

const program = `
const gcp = require("@pulumi/gcp");
const options = { protect: false };
const api = new gcp.projects.Service("api", { project: "shop", service: "dns.googleapis.com" });
for (const name of ["one", "two"])
  new gcp.dns.ManagedZone(name, { project: "shop", dnsName: name + ".example.dev." }, { dependsOn: [api] });
`;

const stacks = {
  "Pulumi.dev.yaml": "config: {'gcp:project': shop}\n",
};

let root: string;
const cost = (...args: string[]) => flotilla(root, "cost", ...args);

interface Printed {
  of: string;
  month: number;
  awake?: number;
  lines: { what: string }[];
  unpriced: { type: string }[];
}

const parsed = async (...args: string[]): Promise<Printed> => JSON.parse((await cost(...args, "--json")).out);

const withData = {
  version: 3,
  deployment: {
    resources: [
      database(),
      bedtime(),
      zone("run-app"),
      ...secret("salt"),
      resource("gcp:redis/instance:Instance", "cache", {}),
    ],
  },
};

describe("flotilla cost", () => {
  before(() => {
    root = project(program, stacks);
    writeFileSync(join(root, "data.json"), JSON.stringify(withData));
  });

  it("before an up: says what to run, and a preview of it can be read", async () => {
    const { code, err } = await cost("-s", "dev");
    assert.equal(code, 2);
    assert.match(
      err,
      /stack dev is not up, so it has no state: run flotilla up --stack dev; or,.*--json > preview\.json/,
    );
    const preview = await flotilla(root, "preview", "-s", "dev", "--json");
    assert.equal(preview.code, 0, preview.out + preview.err);
    writeFileSync(join(root, "preview.json"), preview.out);
    assert.equal((await parsed("--file", "preview.json")).month, 0.4);
  });

  it("after an up: the state, its export and a preview that changes nothing cost the same", async () => {
    const up = await flotilla(root, "up", "-s", "dev", "--yes");
    assert.equal(up.code, 0, up.out + up.err);
    assert.equal((await flotilla(root, "state", "export", "-s", "dev", "--file", "export.json")).code, 0);
    writeFileSync(join(root, "same.json"), (await flotilla(root, "preview", "-s", "dev", "--json")).out);
    const read = await Promise.all(
      [
        ["-s", "dev"],
        ["--file", "export.json"],
        ["--file", "same.json"],
      ].map((args) => parsed(...args)),
    );
    assert.deepEqual(
      read.map(({ of, month, lines }) => [of, month, lines.length]),
      [
        ["shop/dev", 0.4, 1],
        ["export.json", 0.4, 1],
        ["same.json", 0.4, 1],
      ],
    );
  });

  it("prints what, how many, each and the month; what sleeps, what is not priced, and the date of the prices", async () => {
    const { out } = await cost("--file", "data.json");
    assert.match(out, /^data\.json: USD for a month of 730 hours in which nobody does anything\n/);
    assert.match(
      out,
      /^Cloud SQL +2\.50\n {2}SSD storage, europe-west1 +10 {2}0\.17 \/ GB +1\.70 {2}a disk is paid for/m,
    );
    assert.match(out, /^Idle +2\.86$/m);
    assert.match(out, /^While all is awake\n {2}machine db-f1-micro, europe-west1 +1 +7\.67 \/ instance +7\.67 /m);
    assert.match(out, /^Awake +10\.53$/m);
    assert.match(out, /^Not priced, and in no sum\n {2}gcp:redis:Instance: nothing is known here of this type$/m);
    assert.match(
      out,
      /^Free tiers belong to a billing account, and are not subtracted: Cloud Scheduler 3 jobs; Secret/m,
    );
    assert.match(out, /^List prices, table of \d{4}-\d\d-\d\d \(review\/prices\.json\), read from their sources from/m);
  });

  it("--json: the same object, sums and all", async () => {
    const { month, awake, unpriced } = await parsed("--file", "data.json");
    assert.deepEqual([month, awake, unpriced.map(({ type }) => type)], [2.86, 10.53, ["gcp:redis/instance:Instance"]]);
  });

  for (const columns of [80, 120, 160])
    it(`a terminal of ${columns} columns: no line is longer, and reasons are there where there is room`, async () => {
      const terminal = testTerminal(root, { columns, rows: 24 });
      assert.equal(await run(["cost", "--file", "data.json"], terminal), 0);
      const lines = terminal.out.text.split("\n");
      assert.deepEqual(
        lines.filter((line) => line.length > columns),
        [],
      );
      assert.equal(terminal.out.text.includes("paid for by the job"), columns >= 120);
    });

  it("a deployment without anything that costs: nothing but the sum", async () => {
    writeFileSync(join(root, "empty.json"), JSON.stringify({ version: 3, deployment: { resources: null } }));
    assert.match((await cost("--file", "empty.json")).out, /anything\n\nIdle +0\.00\n\nList prices/);
  });

  describe("asked for what cannot be", () => {
    const export3 = (resources: unknown) => JSON.stringify({ version: 3, deployment: { resources } });
    const event = (body: object) => JSON.stringify({ sequence: 0, timestamp: 0, ...body });
    const files: [what: string, content: string, expected: RegExp][] = [
      [
        "no JSON",
        "config:\n  a: 1\n",
        /bad\.json tells of no deployment: it is not JSON: it is to be what pulumi stack export/,
      ],
      ["nothing", "\n", /it is empty/],
      ["JSON of another kind", '{"name": "flotilla"}', /it is JSON of another kind/],
      ["a list", "[]", /it is JSON of another kind/],
      [
        "an export of another version",
        '{"version": 2, "deployment": {}}',
        /version: versions 3 and 4 can be read; it is to be/,
      ],
      ["an export with what is no resource", export3([{ urn: "a", type: "b" }]), /deployment\.resources\.0\.urn: /],
      ["a broken export", export3([]).slice(0, -2), /it is not JSON/],
      [
        "a preview that breaks off within a line",
        `${event({})}\n{"sequence":1`,
        /line 2 is not JSON, so the preview is not whole/,
      ],
      ["a preview without an end", `${event({})}\n${event({})}`, /it has no summary at its end/],
      [
        "a preview that leaves out what stays",
        JSON.stringify({ steps: [], changeSummary: { same: 3 } }),
        /leaves out 3 resources.*--show-sames/,
      ],
    ];
    for (const [what, content, expected] of files)
      it(`${what}: one message`, async () => {
        writeFileSync(join(root, "bad.json"), content);
        const { code, out, err } = await cost("--file", "bad.json");
        assert.match(err, expected);
        assert.deepEqual([code, out, err.trimEnd().split("\n").length], [2, "", 1]);
      });

    const lines: [what: string, args: string[], expected: RegExp][] = [
      ["a stack that is not there", ["-s", "dve"], /dve/],
      ["a file that is not there", ["--file", "gone.json"], /--file gone\.json cannot be read: ENOENT/],
      ["a file and a stack", ["--file", "data.json", "-s", "dev"], /give no --stack/],
    ];
    for (const [what, args, expected] of lines)
      it(`${what}: one message`, async () => {
        const { code, out, err } = await cost(...args);
        assert.match(err, expected);
        assert.deepEqual([code, out, err.trimEnd().split("\n").length], [2, "", 1]);
      });
  });
});
