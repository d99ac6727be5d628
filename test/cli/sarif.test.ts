import assert from "node:assert/strict";
import type { Result } from "sarif";
import { annotation } from "../../cli/output/annotations";
import type { PolicyFinding } from "../../cli/output/journal";
import { type Judgement, sarifLog } from "../../cli/output/sarif";
import type { PolicyInfo } from "../../local";
import { urn } from "./events";
import { sarifMistakes } from "./sarif-schema";

const registry = urn("gcp:cloudrunv2/service:Service", "registry");

const policy = (more: Partial<PolicyInfo> = {}): PolicyInfo => ({
  name: "own-account",
  description: "Refuses default accounts: they are shared.",
  enforcementLevel: "mandatory",
  severity: "critical",
  fix: "give it one of its own",
  url: "https://example.dev/own-account",
  tags: ["cis:4.1"],
  framework: { name: "CIS", version: "4.0.0", reference: "4.1", specification: "No default account" },
  ...more,
});

const finding = (more: Partial<PolicyFinding> = {}): PolicyFinding => ({
  pack: "house",
  level: "mandatory",
  severity: "critical",
  policy: "own-account",
  urn: registry,
  about: "Refuses default accounts: they are shared.",
  message: "serviceAccount is not set.",
  line: { file: "stacks/index.ts", line: 54, column: 13 },
  ...more,
});

const log = (more: Partial<Judgement> = {}) =>
  sarifLog({
    project: "shop",
    stack: "dev",
    packs: [{ name: "house", version: "1.2.3", policies: [policy()] }],
    findings: [finding()],
    breakdowns: [],
    fileOf: ({ line }) => line?.file,
    ...more,
  });

/** The results of the first run. */
const results = (...findings: PolicyFinding[]): Result[] => log({ findings }).runs[0]?.results ?? [];
const fingerprints = (...findings: PolicyFinding[]) =>
  results(...findings).map(({ partialFingerprints }) => partialFingerprints?.primaryLocationLineHash);

describe("SARIF", () => {
  const bare = policy({ name: "bare", severity: undefined, fix: "", url: "", tags: [], framework: undefined });
  const logs: [what: string, judgement: Partial<Judgement>][] = [
    ["a violation", {}],
    ["nothing found", { findings: [] }],
    ["a policy that says little of itself", { packs: [{ name: "house", version: "1.0.0", policies: [bare] }] }],
    ["neither line nor resource", { findings: [finding({ line: undefined, urn: "" })] }],
    ["a line without a column", { findings: [finding({ line: { file: "index.ts", line: 1 } })] }],
    ["a file with a name like no other", { fileOf: () => "my stacks/a#b?ü.ts" }],
    ["a breakdown", { breakdowns: ["it broke"], packs: [{ name: "policy", version: "", policies: [] }] }],
    ["a remedy", { findings: [finding({ level: "remediated" })] }],
  ];
  for (const [what, judgement] of logs)
    it(`schema: ${what} is SARIF 2.1.0`, () => assert.deepEqual(sarifMistakes(log(judgement)), []));

  it("schema: it does refuse what is none", () => {
    assert.deepEqual(sarifMistakes({ ...log(), version: "2.0.0" }), [
      "/version: must be equal to one of the allowed values",
    ]);
  });

  it("runs: one for each pack with its own findings, and an id by which stacks are told apart", () => {
    const { runs } = log({
      packs: [
        { name: "house", version: "1.2.3", policies: [policy()] },
        { name: "guests", version: "0.1.0", policies: [] },
      ],
    });
    assert.deepEqual(
      runs.map(({ tool, automationDetails, results = [] }) => [
        tool.driver.name,
        tool.driver.version,
        automationDetails?.id,
        results.length,
      ]),
      [
        ["house", "1.2.3", "house/shop/dev/", 1],
        ["guests", "0.1.0", "guests/shop/dev/", 0],
      ],
    );
  });

  it("rules: what it refuses, how to fix it, whose rule it is, and how severe GitHub is to show it", () => {
    const [rule] = log().runs[0]?.tool.driver.rules ?? [];
    assert.equal(
      rule?.help?.text,
      `${policy().description}\n\nTo fix: give it one of its own.\n\nIt is 4.1 of CIS 4.0.0: No default account`,
    );
    assert.equal(rule?.helpUri, "https://example.dev/own-account");
    assert.deepEqual(rule?.properties, { tags: ["security", "cis:4.1"], "security-severity": "9.5" });
  });

  it("result: its rule, its level, its resource, and the line of the program", () => {
    const [result] = results(finding());
    assert.deepEqual([result?.ruleId, result?.ruleIndex, result?.level], ["own-account", 0, "error"]);
    assert.equal(result?.message.text, "gcp:cloudrunv2:Service registry: serviceAccount is not set.");
    assert.deepEqual(result?.locations, [
      {
        physicalLocation: {
          artifactLocation: { uri: "stacks/index.ts", uriBaseId: "%SRCROOT%" },
          region: { startLine: 54, startColumn: 13 },
        },
        logicalLocations: [{ fullyQualifiedName: registry, name: "registry", kind: "resource" }],
      },
    ]);
  });

  it("levels: mandatory is an error, advisory a warning, what was remedied a note", () => {
    const found = results(finding(), finding({ level: "advisory" }), finding({ level: "remediated" }));
    assert.deepEqual(
      found.map(({ level }) => level),
      ["error", "warning", "note"],
    );
  });

  it("fingerprints: a moved line, another message and another level are the same alert", () => {
    const [before, after] = [
      fingerprints(finding()),
      fingerprints(finding({ line: { file: "stacks/other.ts", line: 1 }, message: "is empty", level: "advisory" })),
    ];
    assert.deepEqual(before, after);
  });

  it("fingerprints: another policy, another resource, and a second violation of the same are others", () => {
    const found = fingerprints(finding(), finding(), finding({ policy: "other" }), finding({ urn: urn("a:b:C", "d") }));
    assert.equal(new Set(found).size, 4);
    assert.equal(found[1], found[0]?.replace(/1$/, "2"));
  });

  it("breakdown: the run was no success, and says why", () => {
    const [invocation] = log({ breakdowns: ["the pack crashed"] }).runs[0]?.invocations ?? [];
    assert.equal(invocation?.executionSuccessful, false);
    assert.deepEqual(invocation?.toolExecutionNotifications, [
      { level: "error", message: { text: "the pack crashed" } },
    ]);
    assert.equal(log().runs[0]?.invocations?.[0]?.executionSuccessful, true);
  });
});

describe("GitHub annotations", () => {
  it("place: file, line and column, and what is wrong with what", () => {
    assert.equal(
      annotation(finding(), "infra/stacks/index.ts"),
      "::error file=infra/stacks/index.ts,line=54,col=13,title=own-account%3A gcp%3Acloudrunv2%3AService registry::" +
        "serviceAccount is not set.%0ARefuses default accounts: they are shared.",
    );
  });

  it("no place: of the job alone", () => {
    assert.equal(
      annotation(finding({ line: undefined, urn: "", about: "" })),
      "::error title=own-account::serviceAccount is not set.",
    );
  });

  it("levels: mandatory is an error, advisory a warning, what was remedied a notice", () => {
    const levels = ["mandatory", "advisory", "remediated"] as const;
    assert.deepEqual(
      levels.map((level) => annotation(finding({ level })).split(" ")[0]),
      ["::error", "::warning", "::notice"],
    );
  });

  it("escape: no text ends the command, its properties or its line", () => {
    const hostile = finding({ message: "100%\r\n::set-env name=A::b", about: "", urn: urn("a:b:C", "x,line=1::y%\n") });
    const text = annotation(hostile, "a,b:c%.ts");
    assert.equal(text.split("\n").length, 1);
    assert.ok(text.startsWith("::error file=a%2Cb%3Ac%25.ts,line=54,"), text);
    assert.ok(
      text.includes("title=own-account%3A a%3Ab%3AC x%2Cline=1%3A%3Ay%25%0A::100%25%0D%0A::set-env name=A::b"),
      text,
    );
  });
});
