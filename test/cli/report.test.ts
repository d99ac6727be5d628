import assert from "node:assert/strict";
import { createColors } from "picocolors";
import { propertyChanges } from "../../cli/output/diff";
import { Journal } from "../../cli/output/journal";
import { type Ending, reportLines } from "../../cli/output/report";
import { outline } from "../../cli/output/values";
import { type EngineEventBody, type OperationResult, Secret, Unknown } from "../../local";
import { event, metadata } from "./events";

const result = (more: Partial<OperationResult> = {}): OperationResult => ({
  outcome: "succeeded",
  changes: { same: 3 },
  outputs: {},
  snapshot: { resources: [], pendingOperations: [] },
  seconds: 1,
  completed: [],
  ...more,
});

function report(ending: Partial<Ending>, events: EngineEventBody[] = [], width?: number): string {
  const journal = new Journal();
  for (const body of events) journal.apply(event(body));
  const full = {
    kind: "up",
    plan: false,
    result: result(),
    error: undefined,
    advice: [],
    seconds: 12.3,
    ...ending,
  } as const;
  return reportLines(full, journal, { width, colours: createColors(false) }).join("\n");
}

const summaryEvent = {
  maybeCorrupt: false,
  durationSeconds: 1,
  resourceChanges: {},
  PolicyPacks: { house: "1.2.3" },
  result: "failed" as const,
  isPreview: false,
};
const violation = {
  resourceUrn: metadata("registry").urn,
  message: "Says.\ntemplate.serviceAccount is not set",
  color: "never",
  policyName: "own-account",
  policyPackName: "house",
  policyPackVersion: "1.2.3",
  policyPackVersionTag: "1.2.3",
  enforcementLevel: "mandatory",
  severity: "critical",
} as const;

describe("reportLines()", () => {
  it("nothing changed: it is said, and the time comes last", () => {
    assert.equal(report({}), "no changes: 3 resources unchanged\n\nDuration: 12s");
  });

  it("changes: counted by kind, what is unchanged at the end; a plan says what is to be done", () => {
    const changes = { same: 3, create: 87, update: 1, replace: 2, delete: 1 };
    assert.match(
      report({ result: result({ changes }) }),
      /^Resources:\n {4}\+ 87 created\n {4}~ 1 updated\n {4}- 1 deleted\n {4}± 2 replaced\n {6}3 unchanged\n/,
    );
    assert.match(
      report({ kind: "preview", plan: true, result: result({ changes }) }),
      /\+ 87 to create\n {4}~ 1 to update/,
    );
  });

  it("destroy: without anything to delete, it is said", () => {
    assert.match(report({ kind: "destroy", result: result({ changes: {} }) }), /^nothing to destroy/);
  });

  it("refresh: what it found has happened, in a plan too; without drift that is said", () => {
    const changes = { same: 3, update: 2, delete: 1, import: 1 };
    for (const plan of [true, false])
      assert.match(
        report({ kind: "refresh", plan, result: result({ changes, outputs: { url: "example.dev" } }) }),
        /^Resources:\n {4}~ 2 drifted\n {4}- 1 gone from the cloud\n {4}= 1 imported\n {6}3 unchanged\n\nDuration/,
      );
    assert.equal(report({ kind: "refresh" }), "nothing has drifted: 3 resources unchanged\n\nDuration: 12s");
  });

  it("outputs: nested values are an outline, secrets and unknowns are named", () => {
    const outputs = { hosts: { web: "example.dev" }, token: new Secret("t0ken"), address: Unknown.value, none: [] };
    const text = report({ result: result({ outputs }) });
    assert.match(
      text,
      /Outputs:\n {4}hosts:\n {8}web: "example.dev"\n {4}token: \[secret\]\n {4}address: \[unknown\]\n {4}none: \[\]/,
    );
    assert.doesNotMatch(text, /t0ken/);
  });

  it("policies: the pack, and that it found nothing", () => {
    assert.match(report({}, [{ summaryEvent }]), /Policies:\n {4}house@1.2.3: no violations\n/);
    const unfinished = report({ result: result({ outcome: "failed" }) }, [{ summaryEvent }]);
    assert.match(unfinished, /house@1.2.3: no violations so far/);
  });

  const line = { sourcePosition: "project:///stacks/index.ts#54,13" };

  it("policies: what a policy is about is told once, then each resource with its line and what is wrong", () => {
    const second = { ...violation, resourceUrn: metadata("iam").urn, message: "Says.\nis empty", ...line };
    assert.match(
      report({}, [{ policyEvent: violation }, { policyEvent: second }, { summaryEvent }]),
      / {4}house@1\.2\.3: 2 violations\n {8}\[mandatory, critical\] own-account\n {12}Says\.\n {12}gcp:cloudrunv2:Service registry\n {16}template\.serviceAccount is not set\n {12}gcp:cloudrunv2:Service iam {2}stacks\/index\.ts:54:13\n {16}is empty\n/,
    );
  });

  it("policies: one that only has something to say, and one that has set something right", () => {
    const { message: _, enforcementLevel: __, severity: ___, ...about } = violation;
    const remedy = { ...about, before: {}, after: {}, ...line };
    const words = {
      ...violation,
      message: "cannot be run\n",
      enforcementLevel: "advisory",
      severity: undefined,
    } as const;
    assert.match(
      report({}, [{ policyEvent: words }, { policyRemediationEvent: remedy }, { summaryEvent }]),
      / {8}\[advisory\] own-account\n {12}gcp:cloudrunv2:Service registry\n {16}cannot be run\n {8}\[remediated\] own-account\n {12}gcp:cloudrunv2:Service registry {2}stacks\/index\.ts:54:13\n {16}the policy's remedy applies\n/,
    );
  });

  for (const width of [80, 160])
    it(`policies: in ${width} columns nothing is wider, whole words go to the next line, and a place that fits stays`, () => {
      const wordy = {
        ...violation,
        ...line,
        resourceUrn: metadata("registry/visit/group:visitors@example.dev").urn,
        message: `Refuses ${"what is not wanted here ".repeat(6)}: so it is.\ntemplate.${"is not set ".repeat(16)}at all`,
      };
      const text = report({}, [{ policyEvent: wordy }, { summaryEvent }], width);
      assert.deepEqual(
        text.split("\n").filter((shown) => shown.length > width),
        [],
      );
      assert.match(text.replace(/\n +/g, " "), /(what is not wanted here ){6}: so it is\. .*(is not set ){16}at all/);
      const together = /visitors@example\.dev {2}stacks\/index\.ts:54:13$/m;
      const apart = /visitors@example\.dev\n {16}stacks\/index\.ts:54:13$/m;
      assert.match(text, width === 80 ? apart : together);
    });

  it("diagnostics: grouped by resource, the same once, debug and fleeting ones not at all", () => {
    const diagnostic = (message: string, more = {}): EngineEventBody => ({
      diagnosticEvent: { message, color: "never", severity: "error", urn: metadata("registry").urn, ...more },
    });
    const text = report({ error: "broken down" }, [
      diagnostic("refused\nbecause"),
      diagnostic("whole stack", { urn: undefined, severity: "warning" }),
      diagnostic("refused\nbecause"),
      diagnostic("hidden", { severity: "debug" }),
      diagnostic("fleeting", { ephemeral: true }),
    ]);
    assert.ok(
      text.startsWith(
        "Diagnostics:\n    gcp:cloudrunv2:Service registry:\n        error: refused\n        because\n    warning: whole stack\n    error: broken down\n\n",
      ),
      text,
    );
  });
});

describe("propertyChanges()", () => {
  it("what the provider found: nested paths, old and new, and what replaces", () => {
    const step = metadata("r", {
      op: "replace",
      old: { template: { containers: [{ image: "a" }] }, labels: { "a.b": "1" }, token: "[secret]" },
      new: { template: { containers: [{ image: "b" }] }, location: "x", token: "[secret]" },
      detailedDiff: {
        "template.containers[0].image": { diffKind: "update", inputDiff: true },
        'labels["a.b"]': { diffKind: "delete", inputDiff: true },
        location: { diffKind: "add-replace", inputDiff: true },
        token: { diffKind: "update", inputDiff: true },
      },
    });
    assert.deepEqual(
      propertyChanges(step).map(({ sigil, path, text, replaces }) => [sigil, path, text, replaces]),
      [
        ["~", "template.containers[0].image", '"a" => "b"', false],
        ["-", 'labels["a.b"]', '"1"', false],
        ["+", "location", '"x"', true],
        ["~", "token", "[secret] => [secret]", false],
      ],
    );
  });

  it("a new resource: all that it is made with", () => {
    const step = metadata("r", { new: { a: { b: [1, "x"] }, "c.d": true, empty: {} } });
    assert.deepEqual(
      propertyChanges(step).map(({ path, text }) => `${path}: ${text}`),
      ["a.b[0]: 1", 'a.b[1]: "x"', '["c.d"]: true', "empty: {}"],
    );
  });

  it("without the provider's word: the inputs are compared", () => {
    const step = metadata("r", { op: "update", old: { a: 1, b: { c: 1 } }, new: { a: 1, b: { c: 2 }, d: null } });
    assert.deepEqual(
      propertyChanges(step).map(({ sigil, path, text }) => `${sigil} ${path}: ${text}`),
      ["~ b.c: 1 => 2", "+ d: null"],
    );
  });

  it("a deleted resource: nothing is listed", () => {
    assert.deepEqual(propertyChanges(metadata("r", { op: "delete", old: { a: 1 } })), []);
  });
});

describe("outline()", () => {
  it("lists: each element has a dash, maps in them are indented", () => {
    assert.deepEqual(outline({ a: ["x", { b: 1 }] }, ""), ["a:", '    - "x"', "    -", "        b: 1"]);
  });
});
