/**
 * Records what the declared types are made of in `published.json`: `npm run events:publish`, when a type is about to be
 * published for the first time, or has gained a field. A test holds the declarations against it.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type PublishedTypes, refusedChanges } from "./changes";
import { events } from "./declared";

const file = join(__dirname, "published.json");

export function readPublished(): PublishedTypes {
  return JSON.parse(readFileSync(file, "utf8"));
}

export function declaredTypes(): PublishedTypes {
  return Object.fromEntries(Object.values(events).map(({ type, fields }) => [type, fields]));
}

if (require.main === module) {
  const refused = refusedChanges(readPublished(), declaredTypes());
  for (const problem of refused) process.stderr.write(`${problem}\n`);
  if (refused.length > 0) process.exitCode = 1;
  else writeFileSync(file, `${JSON.stringify(declaredTypes(), null, 2)}\n`);
}
