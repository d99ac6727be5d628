/** What may become of a type after its first event: it gains optional fields, and nothing else. */
import type { Field } from "./fields";

/** Type → what its data was made of when that was last recorded. */
export type PublishedTypes = Readonly<Record<string, readonly Field[]>>;

/**
 * Each change that old events, tables or programs would not survive, with what to do instead. What is in neither is not
 * told: a type that was published stays declared.
 */
export function refusedChanges(published: PublishedTypes, declared: PublishedTypes): string[] {
  return Object.entries(published).flatMap(([type, before]) => {
    const now = declared[type];
    if (!now) return [`${type}: was published and is not declared any more; declare it again`];
    const problems = changesIn(before, now, "data");
    return problems.map((problem) => `${type}: ${problem}; leave it as it was, and declare ${nextOf(type)} beside it`);
  });
}

function changesIn(before: readonly Field[], now: readonly Field[], path: string): string[] {
  const gone = before.flatMap((field) => {
    const place = `${path}.${field.name}`;
    const after = now.find(({ name }) => name === field.name);
    return after ? changeOf(field, after, place) : [`${place} is gone`];
  });
  const added = now.filter(({ name }) => !before.some((field) => field.name === name));
  const required = added.filter(({ optional }) => !optional); // a list, too: events on their way do not have it
  return [...gone, ...required.map(({ name }) => `${path}.${name} is new and required`)];
}

function changeOf(before: Field, after: Field, place: string): string[] {
  if (before.type !== after.type) return [`${place} was ${before.type} and is ${after.type}`];
  if (before.repeated !== after.repeated)
    return [`${place} ${before.repeated ? "was a list and is not" : "was no list and is one"}`];
  if (before.optional !== after.optional)
    return [`${place} ${before.optional ? "was optional and is required" : "was required and may be left out"}`];
  return changesIn(before.fields, after.fields, place);
}

/** `….pushed` → `….pushed.v2` → `….pushed.v3`. */
function nextOf(type: string): string {
  const [, stem = type, version = "1"] = /^(.*)\.v(\d+)$/.exec(type) ?? [];
  return `${stem}.v${Number(version) + 1}`;
}
