import assert from "node:assert/strict";
import { policies } from "../../policy/policies";
import { leaves } from "../../policy/values";
import { loadCases } from "./load-cases";
import { scan, tokens } from "./sdk-scan";

describe("policies against the SDK", () => {
  const known = new Set(tokens());

  it("types: every type of Google's that a policy names is one of the provider", () => {
    const named = policies.flatMap(({ applies }) => (typeof applies === "function" ? [] : applies));
    assert.deepEqual(
      named.filter((type) => type.startsWith("gcp:") && !known.has(type)),
      [],
    );
  });

  it("properties: a case judged by its inputs has only those that the provider takes", () => {
    const sdk = new Map([...scan(() => true)].map(([type, found]) => [type, found.map(({ path }) => path)]));
    const strange = loadCases()
      .filter(({ judges }) => judges === "resource")
      .flatMap(({ passing, failing, unknown }) => [...passing, ...failing, ...unknown])
      .flatMap(({ stack }) => stack)
      .flatMap(({ type, props }) =>
        [...leaves(props)].map(({ path }) => ({ type, path: path.replaceAll(/\[\d+\]/g, "") })),
      )
      .filter(({ type, path }) => known.has(type) && !sdk.get(type)?.some((property) => covers(property, path)));
    assert.deepEqual(strange, []);
  });
});

/** Whether a path is the property, or lies below it where it is a map. */
function covers(property: string, path: string): boolean {
  const bare = property.replaceAll("[]", "");
  if (!bare.endsWith("{}")) return bare === path;
  const map = bare.slice(0, -"{}".length);
  return path === map || path.startsWith(`${map}.`) || path.startsWith(`${map}[`);
}
