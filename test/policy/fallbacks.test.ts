import assert from "node:assert/strict";
import { fallbacks } from "../../policy/identity/fallbacks";
import { grants } from "../../policy/identity/grants";
import { withoutFallback } from "./accounts-without-fallback";
import { type ScannedProperty, scan, tokens } from "./sdk-scan";

const speaksOfDefault = /\bdefault\b.{0,60}service account|service account.{0,60}\bdefault\b/is;

describe("own-service-account: the table of fallbacks against the SDK", () => {
  let sdk: Map<string, ScannedProperty[]>;
  before(() => {
    sdk = scan(({ name, doc }) => /serviceAccount/i.test(name) || name === "email" || speaksOfDefault.test(doc));
  });

  const inTable = new Set(
    Object.entries(fallbacks).flatMap(([type, rows]) => rows.map(({ path }) => `${type} ${bare(path)}`)),
  );

  it("complete: every account that may be left out is in the table or has its reason not to be", () => {
    const forgotten = candidates(sdk).filter(
      (property) => !inTable.has(property) && !withoutFallback.some((row) => row.property.test(property)),
    );
    assert.deepEqual(forgotten, [], "add these to policy/identity/fallbacks.ts or to accounts-without-fallback.ts");
  });

  it("exact: every row of the table is a property of the SDK", () => {
    const known = new Set([...sdk].flatMap(([type, found]) => found.map(({ path }) => `${type} ${bare(path)}`)));
    assert.deepEqual(
      [...inTable].filter((row) => !known.has(row)),
      [],
    );
  });

  it("exact: no reason is left over, or excuses a row of the table", () => {
    const all = candidates(sdk);
    for (const { property, because } of withoutFallback) {
      assert.ok(
        all.some((candidate) => property.test(candidate)),
        `nothing in the SDK ${because}: ${property}`,
      );
      const excused = [...inTable].filter((row) => property.test(row));
      assert.deepEqual(excused, [], `${property} excuses what the table judges`);
    }
  });

  it("no-grant-to-default-account: judges every IAM resource of the SDK, and only takes types that exist", () => {
    const all = tokens();
    const iam = all.filter((type) => /(IAM|Iam)(Member|Binding|Policy)$/.test(type));
    assert.ok(iam.length > 400, `only ${iam.length} IAM resources were found`);
    assert.deepEqual(
      iam.filter((type) => grants(type) === undefined),
      [],
    );
    assert.equal(grants("gcp:projects/iamMemberRemove:IamMemberRemove"), undefined);
  });
});

/** "type path" of every account that a program may leave out. */
function candidates(sdk: Map<string, ScannedProperty[]>): string[] {
  return [...sdk]
    .filter(([type]) => grants(type) === undefined)
    .flatMap(([type, found]) =>
      found
        .filter(({ path, doc }) => /serviceAccount/i.test(path) || speaksOfDefault.test(doc))
        .filter(({ path, optional, block }) => optional && !block && !isOfKey(path))
        .map(({ path }) => `${type} ${bare(path)}`),
    );
}

/** Customer-managed keys: their comments speak of the accounts that need them. */
function isOfKey(path: string): boolean {
  return /kmsKeyName$/i.test(path);
}

/** A path without the marks for lists, maps and blocks that may be absent. */
function bare(path: string): string {
  return path.replaceAll(/\?|\[\+?\]|\{\}/g, "");
}
