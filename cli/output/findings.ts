/** What policies found, for people: by pack and policy, each resource with the line of the program that makes it. */
import type { SourceLine } from "../../local";
import type { Colours } from "../terminal";
import type { Journal, PolicyFinding } from "./journal";
import { plural, resourceText } from "./words";
import { wrapped } from "./wrapped";

export interface TextStyle {
  /** Columns a line may take; `undefined` where nothing is to be broken. */
  width: number | undefined;
  colours: Colours;
}

const indent = "    ";

/** @param complete Whether all was judged: then no violation is good news. */
export function policyLines({ packs, findings }: Journal, complete: boolean, style: TextStyle): string[] {
  return Object.entries(packs).flatMap(([pack, version]) => {
    // A pack tells its version when it is ready; one that never was has judged nothing.
    if (version === "") return [`${indent}${pack}: not asked`];
    const own = findings.filter((finding) => finding.pack === pack);
    const none = complete ? style.colours.green("no violations") : "no violations so far";
    const verdict = own.length === 0 ? none : plural(own.length, "violation");
    return [`${indent}${pack}@${version}: ${verdict}`, ...byPolicy(own).flatMap((group) => policyGroup(group, style))];
  });
}

/** What one policy says is told once, in the order of the first resource that it says it of. */
function byPolicy(findings: readonly PolicyFinding[]): PolicyFinding[][] {
  const groups = new Map<string, PolicyFinding[]>();
  for (const finding of findings) {
    const { level, severity, policy, about } = finding;
    const key = JSON.stringify([level, severity, policy, about]);
    groups.set(key, [...(groups.get(key) ?? []), finding]);
  }
  return [...groups.values()];
}

function policyGroup(group: readonly PolicyFinding[], style: TextStyle): string[] {
  const { level, severity, policy, about } = group[0] as PolicyFinding;
  const { colours, width } = style;
  const paint = level === "mandatory" ? colours.red : colours.yellow;
  const mark = paint(`[${severity ? `${level}, ${severity}` : level}]`);
  return [
    `${indent.repeat(2)}${mark} ${colours.bold(policy)}`,
    ...(about === "" ? [] : wrapped(about, width, indent.repeat(3))),
    ...group.flatMap((finding) => findingLines(finding, style)),
  ];
}

function findingLines({ urn, line, message }: PolicyFinding, { colours, width }: TextStyle): string[] {
  const lead = indent.repeat(3);
  const resource = urn === "" ? [] : [resourceText(urn)];
  const place = line ? [lineText(line)] : [];
  const together = [...resource, ...place].join("  ");
  const isTooLong = width !== undefined && lead.length + together.length > width;
  const dim = place.map((text) => colours.dim(text));
  const heads = isTooLong
    ? [...resource.map((text) => lead + text), ...dim.map((text) => lead + indent + text)]
    : [lead + [...resource, ...dim].join("  ")];
  return [
    ...heads.filter((text) => text !== lead),
    ...message.split("\n").flatMap((text) => wrapped(text, width, indent.repeat(4))),
  ];
}

/** As editors and terminals take it for a link. */
function lineText({ file, line, column }: SourceLine): string {
  return column === undefined ? `${file}:${line}` : `${file}:${line}:${column}`;
}
