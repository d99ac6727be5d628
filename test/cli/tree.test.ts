import assert from "node:assert/strict";
import { createColors } from "picocolors";
import { Progress } from "../../cli/output/progress";
import { renderTree, seconds, truncateMiddle } from "../../cli/output/tree";
import { failed, finished, metadata, stackStep, stackUrn, started, urn, whole } from "./events";

const colours = createColors(false);

function treeOf(width: number | undefined, events: Parameters<Progress["apply"]>[0][], preview = false): string[] {
  let now = 0;
  const progress = new Progress(() => now);
  for (const one of events) {
    progress.apply(one);
    now += 50;
  }
  return renderTree(progress.tree(), { width, preview, now, colours });
}

const component = metadata("registry", { type: "shop:run:Service" });
const below = (name: string, type?: string) => metadata(name, { parent: component.urn, ...(type && { type }) });
const fleet = [
  ...whole(stackStep()),
  started(component),
  ...whole(below("registry/europe-west1")),
  ...whole(below("registry/call/tokens/europe-west1", "gcp:cloudrunv2/serviceIamMember:ServiceIamMember")),
  finished(component),
  started(
    metadata("a-bucket-with-a-very-long-name-that-nobody-would-want-to-type-twice", {
      type: "gcp:storage/bucket:Bucket",
    }),
  ),
];

describe("renderTree()", () => {
  it("wide: everything is there, children below their parents", () => {
    assert.deepEqual(treeOf(160, fleet), [
      " +  pulumi:pulumi:Stack                    shop-dev                                                             created (0.1s)",
      " +  ├─ shop:run:Service                    registry                                                             created (0.3s)",
      " +  │  ├─ gcp:cloudrunv2:Service           registry/europe-west1                                                created (0.1s)",
      " +  │  └─ gcp:cloudrunv2:ServiceIamMember  registry/call/tokens/europe-west1                                    created (0.1s)",
      " +  └─ gcp:storage:Bucket                  a-bucket-with-a-very-long-name-that-nobody-would-want-to-type-twice  creating (0.1s)",
    ]);
  });

  for (const width of [160, 80, 60, 40, 20])
    it(`${width} columns: no line is longer`, () => {
      for (const line of treeOf(width, fleet)) assert.ok([...line].length <= width, `${[...line].length}: ${line}`);
    });

  it("80 columns: long names lose their middle, the status stays", () => {
    const lines = treeOf(80, fleet);
    assert.match(lines[3] ?? "", /gcp:clo.*….*IamMember {2}registry\/.*….*\/europe-west1 +created \(0.1s\)$/);
    assert.match(lines[4] ?? "", /a-bucket-.*….*-twice {2}creating \(0.1s\)$/);
  });

  it("unchanged: it is shown only on the way to what changes", () => {
    const lines = treeOf(undefined, [
      ...whole(stackStep("same")),
      ...whole(metadata("still", { op: "same" })),
      ...whole(metadata("changing", { op: "update", diffs: ["template"] })),
    ]);
    assert.equal(lines.length, 2);
    assert.match(lines[0] ?? "", /^ {4}pulumi:pulumi:Stack/);
    assert.match(lines[1] ?? "", /^ ~ {2}└─ .*changing +updated \(0.1s\) \[template\]/);
  });

  it("replacement: its steps, in either order, are one row", () => {
    const step = (op: "create-replacement" | "replace" | "delete-replaced") => whole(metadata("r", { op }));
    for (const steps of [
      [...step("create-replacement"), ...step("replace"), ...step("delete-replaced")],
      [...step("delete-replaced"), ...step("replace"), ...step("create-replacement")],
    ])
      assert.match(treeOf(undefined, steps).join("\n"), /^ ± {2}gcp:cloudrunv2:Service {2}r {2}replaced \([\d.]+s\)$/);
  });

  it("failure: it is marked, and says at what", () => {
    const step = metadata("r", { op: "delete" });
    assert.match(treeOf(undefined, [started(step), failed(step)]).join(), /^ ! {2}.* {2}r {2}delete failed$/);
  });

  it("preview: what would be done, without a time", () => {
    assert.match(treeOf(undefined, whole(metadata("r")), true).join(), / {2}r {2}create$/);
  });

  it("known before: a deleted resource stands where it stood", () => {
    const progress = new Progress(() => 0);
    progress.learn([
      { urn: stackUrn },
      { urn: component.urn, parent: stackUrn },
      { urn: urn("a:b:C", "calm"), parent: stackUrn },
    ]);
    for (const one of whole(metadata("gone", { op: "delete", parent: component.urn }))) progress.apply(one);
    const lines = renderTree(progress.tree(), { width: undefined, preview: false, now: 0, colours });
    assert.deepEqual(
      lines.map((line) => line.replace(/ {2,}/g, " ").trim()),
      [
        "pulumi:pulumi:Stack shop-dev",
        "└─ shop:run:Service registry",
        "- └─ gcp:cloudrunv2:Service gone deleted (0.0s)",
      ],
    );
  });
});

describe("renderTree() of a refresh", () => {
  const found = (name: string, op: "same" | "update" | "delete", diffs: string[] = []) => [
    started(metadata(name, { op: "refresh", parent: "" })),
    finished(metadata(name, { op, parent: "", diffs })),
  ];
  const linesOf = (...args: Parameters<typeof treeOf>) =>
    treeOf(...args).map((line) => line.replace(/ {2,}/g, " ").trim());

  it("what was found is told as such, in a plan too, and what has not drifted is not told of", () => {
    const events = [...found("calm", "same"), ...found("edited", "update", ["labels"]), ...found("lost", "delete")];
    for (const preview of [true, false])
      assert.deepEqual(linesOf(undefined, events, preview), [
        "~ gcp:cloudrunv2:Service edited drifted [labels]",
        "- gcp:cloudrunv2:Service lost gone from the cloud",
      ]);
  });

  it("while it is read, and where it could not be", () => {
    const reading = metadata("slow", { op: "refresh", parent: "" });
    assert.deepEqual(linesOf(undefined, [started(reading)]), ["> gcp:cloudrunv2:Service slow refreshing (0.1s)"]);
    assert.deepEqual(linesOf(undefined, [started(reading), failed(reading)]), [
      "! gcp:cloudrunv2:Service slow refresh failed",
    ]);
  });

  it("read first in an up: what is then done is what counts", () => {
    const read = whole(metadata("a", { op: "refresh", parent: "" }));
    assert.deepEqual(linesOf(undefined, [...read, ...whole(metadata("a", { op: "update", parent: "" }))]), [
      "~ gcp:cloudrunv2:Service a updated (0.1s)",
    ]);
    assert.deepEqual(linesOf(undefined, [...read, ...whole(metadata("a", { op: "same", parent: "" }))]), []);
  });
});

describe("texts", () => {
  it("truncateMiddle(): keeps both ends, and what fits", () => {
    assert.equal(truncateMiddle("registry/europe-west1", 11), "regis…west1");
    assert.equal(truncateMiddle("short", 5), "short");
    assert.equal(truncateMiddle("short", 1), "…");
    assert.equal(truncateMiddle("short", 0), "");
  });

  it("seconds(): tenths while they matter", () => {
    assert.deepEqual([0.04, 9.94, 9.96, 59.4, 65].map(seconds), ["0.0s", "9.9s", "10s", "59s", "1m5s"]);
  });
});
