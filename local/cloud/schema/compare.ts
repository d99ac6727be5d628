/** Holds a type of the catalogue against what a source says of it, at every depth. */
import { elementOf, type Property, type ResourceType, type Shape } from "../catalogue";
import type { Source, SourceType } from "./source-type";

/** What a difference is in. */
export type Fact = "default" | "enum" | "kind" | "output" | "replaces" | "required" | "secret" | "secret output";

export interface Difference {
  type: string;
  /** Path of the input, with `[]` for an element of a list or map, or name of the output; empty for the type itself. */
  property: string;
  fact: Fact;
  catalogue: string;
  source: string;
}

/** What declarations do not tell. */
const untold: Readonly<Record<Source["name"], readonly Fact[]>> = {
  schema: [],
  SDK: ["default", "enum", "replaces", "secret", "secret output"],
};

export function compare(type: ResourceType, other: SourceType, source: Source["name"]): Difference[] {
  const differences: Difference[] = [];
  const hold = (property: string, fact: Fact, ours: string, theirs: string) => {
    if (ours !== theirs && !untold[source].includes(fact))
      differences.push({ type: type.token, property, fact, catalogue: ours, source: theirs });
  };

  const shapes = (path: string, ours: Shape, theirs: Shape) => {
    for (const name of namesIn(ours, theirs)) property(path ? `${path}.${name}` : name, ours[name], theirs[name]);
  };
  const property = (path: string, ours: Property | undefined, theirs: Property | undefined) => {
    if (!ours || !theirs) return hold(path, "kind", kindOf(ours), kindOf(theirs));
    for (const mark of ["required", "replaces", "secret"] as const)
      hold(path, mark, ours[mark] ? mark : `not ${mark}`, theirs[mark] ? mark : `not ${mark}`);
    // A schema tells the defaults and enums of the bridge, not those of the provider under it.
    if (theirs.default !== undefined) hold(path, "default", shown(ours.default), shown(theirs.default));
    value(path, ours, theirs);
  };
  const value = (path: string, ours: Property, theirs: Property): void => {
    if (theirs.enum) hold(path, "enum", shown(sorted(ours.enum)), shown(sorted(theirs.enum)));
    const number = source === "SDK" && ours.type === "integer" && theirs.type === "number";
    if (ours.type !== theirs.type && !number) hold(path, "kind", kindOf(ours), kindOf(theirs));
    else if (ours.type === "object")
      shapes(path, type.shapes[ours.of as string] as Shape, other.shape(theirs.of as string));
    else if (ours.type === "list" || ours.type === "map") value(`${path}[]`, elementOf(ours), elementOf(theirs));
  };

  shapes("", type.inputs, other.inputs);
  const outputs = (fact: Fact, ours: readonly string[], theirs: readonly string[]) => {
    const word = (names: readonly string[], name: string) =>
      names.includes(name) ? `${fact === "output" ? "an" : "a"} ${fact}` : "nothing";
    for (const name of new Set([...ours, ...theirs])) hold(name, fact, word(ours, name), word(theirs, name));
  };
  outputs("output", Object.keys(type.outputs), other.outputs);
  outputs("secret output", type.secretOutputs ?? [], other.secretOutputs);
  return differences;
}

/** The arguments of a provider, of which the catalogue has names and kinds. */
export function compareProviders(pkg: string, ours: Readonly<Record<string, string>>, theirs: Shape): Difference[] {
  return [...new Set([...Object.keys(ours), ...Object.keys(theirs)])]
    .map((property) => ({
      type: `pulumi:providers:${pkg}`,
      property,
      fact: "kind" as const,
      catalogue: ours[property] ?? "nothing",
      source: theirs[property]?.type ?? "nothing",
    }))
    .filter(({ catalogue, source }) => catalogue !== source);
}

function namesIn(ours: Shape, theirs: Shape): string[] {
  return [...new Set([...Object.keys(ours), ...Object.keys(theirs)])].sort();
}

/** `list of string`, `object`, `nothing`. */
function kindOf(property: Property | undefined): string {
  if (!property) return "nothing";
  const { type } = property;
  return type === "list" || type === "map" ? `${type} of ${kindOf(elementOf(property))}` : type;
}

function sorted(words: readonly string[] | undefined): string[] | undefined {
  return words && [...words].sort();
}

function shown(value: unknown): string {
  return value === undefined ? "nothing" : JSON.stringify(value);
}
