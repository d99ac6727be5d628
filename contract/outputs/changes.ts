/** What may become of the outputs while their version stays: they gain optional fields, and nothing else. */

/** A JSON Schema (json-schema.org/draft/2020-12), as far as it is compared. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** Keywords that lead to a schema below, and those that hold nobody to anything. */
const nested = ["properties", "required", "items", "additionalProperties"];
const remarks = ["$schema", "$id", "title", "description"];

/** Each change that a reader of the published schema, or of a stack not yet brought up again, would not survive. */
export function refusedOutputChanges(published: JsonSchema, declared: JsonSchema): string[] {
  if (Number(versionOf(declared)) > Number(versionOf(published))) return [];
  return changesIn(published, declared, "outputs").map(
    (problem) => `${problem}; leave it as it was, or raise the version of the outputs`,
  );
}

const propertiesOf = (schema: JsonSchema) => (schema.properties ?? {}) as Readonly<Record<string, JsonSchema>>;
const versionOf = (schema: JsonSchema) => propertiesOf(schema).version?.const;

function changesIn(before: JsonSchema, after: JsonSchema, path: string): string[] {
  const inner = ["items", "additionalProperties"].flatMap((keyword) => {
    const [old, now] = [before[keyword], after[keyword]];
    if (isSchema(old) && isSchema(now)) return changesIn(old, now, `${path}[]`);
    return same(old, now) ? [] : [`${path}: ${keyword} was ${shown(old)} and is ${shown(now)}`];
  });
  return [...keywordChanges(before, after, path), ...fieldChanges(before, after, path), ...inner];
}

function keywordChanges(before: JsonSchema, after: JsonSchema, path: string): string[] {
  const keywords = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keywords].flatMap((keyword) =>
    nested.includes(keyword) || remarks.includes(keyword) || same(before[keyword], after[keyword])
      ? []
      : [`${path}: ${keyword} was ${shown(before[keyword])} and is ${shown(after[keyword])}`],
  );
}

function fieldChanges(before: JsonSchema, after: JsonSchema, path: string): string[] {
  const [old, now] = [propertiesOf(before), propertiesOf(after)];
  const requires = (schema: JsonSchema, name: string) => ((schema.required ?? []) as string[]).includes(name);
  const kept = Object.entries(old).flatMap(([name, schema]) => {
    const place = `${path}.${name}`;
    const successor = now[name];
    if (!successor) return [`${place} is gone`];
    const changes = changesIn(schema, successor, place);
    if (requires(before, name) === requires(after, name)) return changes;
    return [
      `${place} ${requires(after, name) ? "was optional and is required" : "was required and is optional"}`,
      ...changes,
    ];
  });
  const added = Object.keys(now).filter((name) => !Object.hasOwn(old, name) && requires(after, name));
  return [...kept, ...added.map((name) => `${path}.${name} is new and required`)];
}

const isSchema = (value: unknown): value is JsonSchema => typeof value === "object" && value !== null;
const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);
const shown = (value: unknown) => (value === undefined ? "not there" : JSON.stringify(value));
