import assert from "node:assert/strict";
import { createColors } from "picocolors";
import { estimateLines } from "../../cli/output/estimate";
import { Journal } from "../../cli/output/journal";
import { reportLines } from "../../cli/output/report";
import type { Estimate } from "../../local";
import { metadata } from "./events";

const colours = createColors(false);

const chain = (...seconds: number[]): Estimate => ({
  seconds: seconds.reduce((sum, one) => sum + one, 0),
  path: seconds.map((one, i) => ({ urn: metadata(`web-${i}`).urn, op: i === 0 ? "create" : "delete", seconds: one })),
});

describe("estimateLines()", () => {
  it("the time, and the chain that makes it so", () => {
    assert.deepEqual(estimateLines(chain(672, 62), colours), [
      "In the real cloud: about 12 min; longest chain:",
      "    + 11m12s  cloudrunv2:Service web-0",
      "    -   1m2s  cloudrunv2:Service web-1",
    ]);
  });

  it("short of two minutes: in seconds, and no more precise than it is", () => {
    const first = (estimate: Estimate) => estimateLines(estimate, colours)[0];
    assert.equal(first(chain(90)), "In the real cloud: about 2 min; longest chain:");
    assert.equal(first(chain(61, 26)), "In the real cloud: about 85 s; longest chain:");
    assert.equal(first(chain(1)), "In the real cloud: about 5 s; longest chain:");
  });

  it("nothing that takes time: nothing is said", () => {
    assert.deepEqual(estimateLines(chain(), colours), []);
  });

  it("a long name is cut in its middle, at 80 columns", () => {
    const estimate = { seconds: 9, path: [{ urn: metadata("a".repeat(90)).urn, op: "update" as const, seconds: 9 }] };
    const [, line = ""] = estimateLines(estimate, colours);
    assert.equal(line.length, 79);
    assert.match(line, /^ {4}~ {5}9s {2}cloudrunv2:Service a+…a+$/);
  });
});

describe("reportLines()", () => {
  it("the estimate stands before the time that was taken; without one nothing does", () => {
    const ending = { kind: "up", plan: false, result: undefined, error: undefined, advice: [], seconds: 3 } as const;
    const estimated = reportLines({ ...ending, estimate: chain(30) }, new Journal(), { width: undefined, colours });
    assert.deepEqual(estimated, [
      "In the real cloud: about 30 s; longest chain:",
      "    +    30s  cloudrunv2:Service web-0",
      "",
      "Duration: 3s",
    ]);
    assert.deepEqual(reportLines(ending, new Journal(), { width: undefined, colours }), ["Duration: 3s"]);
  });
});
