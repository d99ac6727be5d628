/** Findings for code scanning, in the format that such services share: SARIF 2.1.0, a run for each policy pack. */
import { createHash } from "node:crypto";
import type { Location, Log, ReportingDescriptor, Result, Run } from "sarif";
import { type Analyzer, type PolicyInfo, parseUrn } from "../../local";
import type { PolicyFinding } from "./journal";
import { resourceText } from "./words";

export type JudgingPack = Pick<Analyzer, "name" | "version" | "policies">;

export interface Judgement {
  project: string;
  stack: string;
  packs: readonly JudgingPack[];
  findings: readonly PolicyFinding[];
  /** Why not all could be judged; empty where it was. */
  breakdowns: readonly string[];
  /** The file to point at, relative to the repository; nothing where there is none. */
  fileOf: (finding: PolicyFinding) => string | undefined;
}

export function sarifLog(judgement: Judgement): Log {
  return {
    $schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
    version: "2.1.0",
    runs: judgement.packs.map((pack) => run(pack, judgement)),
  };
}

function run(pack: JudgingPack, { project, stack, findings, breakdowns, fileOf }: Judgement): Run {
  const counts = new Map<string, number>();
  const results = findings
    .filter((finding) => finding.pack === pack.name)
    .map((finding) => {
      const same = `${finding.policy} ${finding.urn}`;
      const count = (counts.get(same) ?? 0) + 1;
      counts.set(same, count);
      return result(finding, count, pack.policies, fileOf(finding));
    });
  return {
    tool: {
      driver: {
        name: pack.name,
        ...(pack.version !== "" && { version: pack.version }),
        rules: pack.policies.map(rule),
      },
    },
    // One stack's alerts must not close another's.
    automationDetails: { id: `${pack.name}/${project}/${stack}/` },
    columnKind: "utf16CodeUnits",
    invocations: [
      {
        executionSuccessful: breakdowns.length === 0,
        toolExecutionNotifications: breakdowns.map((text) => ({ level: "error", message: { text } })),
      },
    ],
    results,
  };
}

/** The middle of the range in which GitHub says the same word. */
const securitySeverity: Record<string, string> = { critical: "9.5", high: "8.0", medium: "5.5", low: "2.0" };

function rule(policy: PolicyInfo): ReportingDescriptor {
  const { name, description, enforcementLevel, severity, url, tags } = policy;
  return {
    id: name,
    shortDescription: { text: description },
    fullDescription: { text: description },
    help: { text: helpOf(policy).join("\n\n") },
    ...(url !== "" && { helpUri: url }),
    defaultConfiguration: { enabled: enforcementLevel !== "disabled", level: levelOf(enforcementLevel) },
    properties: {
      tags: ["security", ...tags],
      ...(severity && { "security-severity": securitySeverity[severity] }),
    },
  };
}

function helpOf({ description, fix, framework }: PolicyInfo): string[] {
  return [
    description,
    ...(fix === "" ? [] : [`To fix: ${fix}.`]),
    ...(framework
      ? [`It is ${framework.reference} of ${framework.name} ${framework.version}: ${framework.specification}`]
      : []),
  ];
}

function result(
  finding: PolicyFinding,
  count: number,
  policies: readonly PolicyInfo[],
  file: string | undefined,
): Result {
  const { policy, urn, level, message } = finding;
  const ruleIndex = policies.findIndex(({ name }) => name === policy);
  return {
    ruleId: policy,
    ...(ruleIndex >= 0 && { ruleIndex }),
    level: levelOf(level),
    message: { text: urn === "" ? message : `${resourceText(urn)}: ${message}` },
    locations: [location(finding, file)],
    partialFingerprints: { primaryLocationLineHash: fingerprint(policy, urn, count) },
  };
}

function levelOf(level: PolicyFinding["level"]): "error" | "warning" | "note" | "none" {
  if (level === "disabled") return "none";
  if (level === "remediated") return "note";
  return level === "advisory" || level === "warning" ? "warning" : "error";
}

function location({ urn, line }: PolicyFinding, uri: string | undefined): Location {
  return {
    ...(uri !== undefined && {
      physicalLocation: {
        artifactLocation: { uri: encodeURI(uri).replace(/[?#]/g, encodeURIComponent), uriBaseId: "%SRCROOT%" },
        ...(line && { region: { startLine: line.line, ...(line.column && { startColumn: line.column }) } }),
      },
    }),
    ...(urn !== "" && {
      logicalLocations: [{ fullyQualifiedName: urn, name: parseUrn(urn).name, kind: "resource" }],
    }),
  };
}

/**
 * What GitHub knows an alert by: in the place of the hash of the line, which would be another one as soon as the line is
 * changed; `upload-sarif` keeps what it finds there (`src/fingerprints.ts` in `github/codeql-action`).
 */
function fingerprint(policy: string, urn: string, count: number): string {
  const hash = createHash("sha256").update(`${policy}\n${urn}`).digest("hex").slice(0, 16);
  return `${hash}:${count}`;
}
