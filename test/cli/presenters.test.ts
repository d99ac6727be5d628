import assert from "node:assert/strict";
import { stripVTControlCharacters } from "node:util";
import { createColors } from "picocolors";
import { LivePresenter } from "../../cli/output/live";
import { type Presenter, presenterFor } from "../../cli/output/presenter";
import { Screen } from "../../cli/output/screen";
import type { EngineEvent } from "../../local";
import { finished, metadata, stackStep, started, whole } from "./events";
import { testTerminal } from "./terminal";

const heading = {
  kind: "up",
  plan: false,
  project: "shop",
  stack: "dev",
  notes: ["for this run only: shop:a=b"],
} as const;
const ending = { kind: "up", plan: false, result: undefined, error: undefined, advice: [], seconds: 1 } as const;

function show(presenter: Presenter, events: EngineEvent[]): void {
  presenter.begin(heading);
  for (const event of events) presenter.event(event);
  presenter.end(ending);
}

const times = (text: string) => text.replace(/\(\d+\.\ds\)/g, "(0.1s)");

describe("without a terminal", () => {
  it("lines: one for each finished resource that changed, indented below its parent", () => {
    const terminal = testTerminal("/");
    const component = metadata("web", { type: "shop:run:Service" });
    show(presenterFor(terminal, { json: false, diff: false }), [
      ...whole(stackStep("same")),
      started(component),
      ...whole(metadata("web/eu", { parent: component.urn })),
      ...whole(metadata("still", { op: "same" })),
      finished(component),
      finished(component),
    ]);
    assert.equal(
      times(terminal.out.text),
      [
        "Updating shop/dev on the local cloud",
        "    for this run only: shop:a=b",
        "",
        "    pulumi:pulumi:Stack  shop-dev",
        "    ├─ shop:run:Service  web",
        " +  │  ├─ gcp:cloudrunv2:Service  web/eu  created (0.1s)",
        " +  ├─ shop:run:Service  web  created (0.1s)",
        "",
        "Duration: 1s",
        "",
      ].join("\n"),
    );
  });

  it("order: a line that is not next to its siblings says first where it belongs", () => {
    const terminal = testTerminal("/");
    const [a, b] = [metadata("a", { type: "shop:run:Service" }), metadata("b", { type: "shop:run:Service" })];
    show(presenterFor(terminal, { json: false, diff: false }), [
      ...whole(stackStep()),
      ...whole(a),
      ...whole(b),
      ...whole(metadata("a/eu", { parent: a.urn })),
    ]);
    assert.match(
      times(terminal.out.text),
      /b {2}created \(0.1s\)\n {4}├─ shop:run:Service {2}a\n \+ {2}│ {2}├─ .* a\/eu/,
    );
  });

  it("--diff: what changes stands below the resource", () => {
    const terminal = testTerminal("/");
    const detailedDiff = { image: { diffKind: "update", inputDiff: true } };
    const step = metadata("web", { op: "update", old: { image: "a" }, new: { image: "b" }, detailedDiff });
    show(presenterFor(terminal, { json: false, diff: true }), [...whole(stackStep("same")), ...whole(step)]);
    assert.match(terminal.out.text, /web {2}updated .*\n +~ image: "a" => "b"\n/);
  });

  it("replacement: one line when its successor is made, one when the old one is gone", () => {
    const terminal = testTerminal("/");
    const steps = (["create-replacement", "replace", "delete-replaced"] as const).flatMap((op) =>
      whole(metadata("r", { op, parent: "" })),
    );
    show(presenterFor(terminal, { json: false, diff: false }), steps);
    const lines = terminal.out.text.split("\n").filter((line) => line.includes("Service  r"));
    assert.deepEqual(
      lines.map((line) => line.slice(0, 3)),
      [" ± ", " - "],
    );
  });

  it("--json: nothing but events, a line each", () => {
    const terminal = testTerminal("/");
    const events = whole(metadata("web"));
    show(presenterFor(terminal, { json: true, diff: false }), events);
    const lines = terminal.out.text
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    assert.deepEqual(lines, events);
  });
});

describe("on a terminal", () => {
  const size = { columns: 80, rows: 10 };

  it("CI: a simulated terminal gets plain lines", () => {
    const terminal = testTerminal("/", size);
    terminal.environment.CI = "true";
    show(presenterFor(terminal, { json: false, diff: false }), whole(metadata("web")));
    assert.equal(stripVTControlCharacters(terminal.out.text), terminal.out.text);
  });

  it("end: the whole tree is printed, within the width, and the cursor is back", () => {
    const terminal = testTerminal("/", size);
    const many = Array.from({ length: 30 }, (_, i) => whole(metadata(`web-${i}`))).flat();
    show(presenterFor(terminal, { json: false, diff: false }), [...whole(stackStep()), ...many]);
    const { text } = terminal.out;
    assert.equal(text.match(/web-\d+/g)?.length, 30);
    assert.match(text, /└─ gcp:cloudrunv2:Service +web-29/);
    for (const line of text.split("\n")) assert.ok([...stripVTControlCharacters(line)].length <= 80, line);
    assert.equal(text.lastIndexOf("\x1b[?25h") > text.lastIndexOf("\x1b[?25l"), true);
  });

  it("frame: a tree taller than the screen gives way to what is under way, with counts", () => {
    const terminal = testTerminal("/", size);
    const presenter = new LivePresenter(terminal, createColors(false), false);
    for (const event of Array.from({ length: 12 }, (_, i) => whole(metadata(`done-${i}`))).flat())
      presenter.event(event);
    assert.match(presenter.frame().join("\n"), /^ {4}12 done, 0 under way$/);
    for (let i = 0; i < 20; i++) presenter.event(started(metadata(`busy-${i}`)));
    const frame = presenter.frame();
    assert.ok(frame.length < size.rows);
    assert.ok(frame.slice(0, -1).every((line) => line.includes("busy-")));
    assert.match(frame.at(-1) ?? "", /12 done, 20 under way/);
  });

  it("screen: only lines that differ are written again", () => {
    const terminal = testTerminal("/", size);
    const screen = new Screen(terminal.out);
    screen.draw(["first", "second"]);
    const before = terminal.out.text.length;
    screen.draw(["first", "changed"]);
    const redrawn = terminal.out.text.slice(before);
    assert.match(redrawn, /changed/);
    assert.doesNotMatch(redrawn, /first/);
  });

  it("screen: a narrower terminal has wrapped what was drawn, and all of it is taken away", () => {
    const terminal = testTerminal("/", { columns: 100, rows: 24 });
    const screen = new Screen(terminal.out);
    screen.draw(["a".repeat(90), `\x1b[1m${"b".repeat(40)}\x1b[22m`]);
    terminal.out.columns = 50;
    const before = terminal.out.text.length;
    screen.draw(["short", "lines"]);
    const [threeUp, startOfLine, clearDown] = ["\x1b[3A", "\x1b[1G", "\x1b[0J"];
    assert.ok(terminal.out.text.slice(before).startsWith(`${threeUp}${startOfLine}${clearDown}${startOfLine}short`));
  });
});
