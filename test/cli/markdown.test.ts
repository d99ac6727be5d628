import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Journal } from "../../cli/output/journal";
import { Progress, type Row } from "../../cli/output/progress";
import { longestReview, type Reviewed, reviewMarkdown } from "../../cli/output/review";
import { finished, metadata } from "./events";
import { project } from "./project";
import { flotilla } from "./terminal";

const rowsOf = (...steps: Parameters<typeof metadata>[]): Row[] => {
  const progress = new Progress();
  return steps.flatMap((step) => progress.apply(finished(metadata(...step))));
};
const succeeded = (changes: Record<string, number>) =>
  ({ outcome: "succeeded", changes, outputs: {}, snapshot: {}, seconds: 1, completed: [] }) as never;
const reviewed = (more: Partial<Reviewed> = {}, result = succeeded({ create: 1, same: 4 })): Reviewed => ({
  stack: "prod",
  rows: [],
  journal: new Journal(),
  ending: { kind: "preview", plan: true, result, error: undefined, advice: [], seconds: 1 },
  before: [],
  after: [],
  ...more,
});

describe("a review in Markdown", () => {
  it("changes: counted in the heading, and painted as GitHub paints them, with the properties that change", () => {
    const rows = rowsOf(
      ["web", { op: "create", new: { image: "a" } }],
      ["iam", { op: "update", old: { image: "a" }, new: { image: "b" }, diffs: ["image"] }],
      ["old", { op: "delete", old: {} }],
    );
    const text = reviewMarkdown(reviewed({ rows }, succeeded({ create: 1, update: 1, delete: 1, same: 3 })));
    assert.match(text, /^### prod: 1 to create, 1 to update, 1 to delete\n/);
    assert.match(text, /^\+ gcp:cloudrunv2:Service {2}web {2}create$/m);
    assert.match(text, /^! gcp:cloudrunv2:Service {2}iam {2}update \[image\]\n +~ image: "a" => "b"$/m);
    assert.match(text, /^- gcp:cloudrunv2:Service {2}old {2}delete$/m);
  });

  it("nothing: said in the heading, and there is no list", () => {
    const text = reviewMarkdown(reviewed({}, succeeded({ same: 5 })));
    assert.match(text, /^### prod: nothing changes\n/);
    assert.doesNotMatch(text, /What changes/);
  });

  it("callers: whoever may do more or less stands out", () => {
    const grant = {
      urn: "urn:pulumi:prod::shop::flotilla:callers:People$gcp:cloudrunv2/jobIamMember:JobIamMember::support/run/tidy",
      type: "gcp:cloudrunv2/jobIamMember:JobIamMember",
      name: "support/run/tidy",
      properties: { member: "group:support@example.dev", role: "roles/run.invoker" },
      needs: {},
    };
    const text = reviewMarkdown(reviewed({ after: [grant] }));
    assert.match(
      text,
      /may do more or less:\n\n```diff\n {2}support \(People\)\n\+ is group:support@.*\n\+ may run tidy\n```/,
    );
  });

  it("length: what does not fit is counted", () => {
    const rows = rowsOf(...Array.from({ length: 900 }, (_, i): [string] => [`service-with-a-long-name-${i}`]));
    const text = reviewMarkdown(reviewed({ rows }));
    assert.ok(text.length <= longestReview, `${text.length} characters`);
    const shown = text.match(/^\+ /gm)?.length ?? 0;
    assert.ok(shown > 200);
    assert.match(text, new RegExp(`… and ${900 - shown} resources more`));
  });

  it("text that ends a fence stays inside it", () => {
    const rows = rowsOf(["web", { op: "update", old: { a: "1" }, new: { a: "```\n# Approved" }, diffs: ["a"] }]);
    assert.match(reviewMarkdown(reviewed({ rows })), /^````diff\n[^`]*```[^`]*\n````$/m);
  });

  it("failure: says why, and what to do", () => {
    const ending = { ...reviewed().ending, result: undefined, error: "there is no stack", advice: ["run this"] };
    const text = reviewMarkdown(reviewed({ ending, after: undefined }));
    assert.equal(text, "### prod: the preview failed\n\n```\nthere is no stack\nrun this\n```\n");
  });
});

describe("flotilla preview --markdown", () => {
  const program = 'const random = require("@pulumi/random"); new random.RandomId("one", { byteLength: 3 });';

  it("writes what changes against what is up, beside what is printed", async () => {
    const root = project(program);
    await flotilla(root, "up", "-s", "dev", "--yes");
    writeFileSync(join(root, "index.js"), program.replace("3", "4"));
    const { code, out, err } = await flotilla(root, "preview", "-s", "dev", "--markdown", "review.md");
    assert.equal(code, 0, err);
    assert.match(out, /1 to replace/);
    const text = readFileSync(join(root, "review.md"), "utf8");
    assert.match(text, /^### dev: 1 to replace\n/);
    assert.match(
      text,
      /^! random:index:RandomId {2}one {2}replace \[byteLength\]\n +~ byteLength: 3 => 4 \(replaces\)$/m,
    );
  });

  it("a folder that is not there is told before anything is done; a failed preview leaves no older file", async () => {
    const root = project("throw new Error('no');");
    const lost = await flotilla(root, "preview", "-s", "dev", "--markdown", "gone/review.md");
    assert.equal(lost.code, 2);
    assert.match(lost.err, /--markdown gone\/review\.md: there is no folder/);
    writeFileSync(join(root, "review.md"), "### dev: nothing changes");
    assert.equal((await flotilla(root, "preview", "-s", "dev", "--markdown", "review.md")).code, 1);
    assert.ok(existsSync(join(root, "review.md")));
    assert.match(readFileSync(join(root, "review.md"), "utf8"), /^### dev: the preview failed/);
  });
});
