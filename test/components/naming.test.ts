import assert from "node:assert/strict";
import fc from "fast-check";
import { automaticName, randomName, stableName } from "../../components/naming";
import { type NamedType, type NameRule, nameRules } from "../../components/naming/table";
import { regions } from "../../contract";

const word = (longest: number) =>
  fc.stringMatching(/^[a-z]([-a-z0-9]*[a-z0-9])?$/, { maxLength: longest }).filter((text) => text.length <= longest);
const owner = word(63);
const service = fc.oneof(word(8), word(120));
const type = fc.constantFrom(...(Object.keys(nameRules) as NamedType[]));
const parts = fc.oneof(
  fc.tuple(fc.constantFrom("run", "edge"), service),
  fc.tuple(fc.constantFrom("edge"), service, fc.constantFrom(...Object.keys(regions))),
);

/** The whole name of a thing in the cloud, with the suffix that the engine or the state would give it. */
function wholeName(of: NamedType, slug: string, ...all: string[]): string {
  const rule: NameRule = nameRules[of];
  if (rule.kind === "stable") return stableName(of as never, slug, ...all);
  if (rule.kind === "automatic") return `${automaticName(of as never, slug, ...all)}-0123abc`;
  const { stem, separator } = randomName(of as never, slug, ...all);
  return `${stem}${separator}c0ffee`;
}

describe("a name in the cloud", () => {
  it("is legal for any owner and any service", () => {
    fc.assert(
      fc.property(type, owner, parts, (of, name, all) => {
        const rule: NameRule = nameRules[of];
        const whole = wholeName(of, `dev-${name}`, ...all);
        assert.match(whole, rule.pattern);
        assert.ok(whole.length >= rule.shortest && whole.length <= rule.longest, `${whole} has ${whole.length}`);
      }),
      { numRuns: 2000 },
    );
  });

  it("is the same for the same parts, and another for others", () => {
    fc.assert(
      fc.property(type, owner, owner, parts, parts, (of, one, other, a, b) => {
        const [first, second] = [wholeName(of, `dev-${one}`, ...a), wholeName(of, `dev-${other}`, ...b)];
        assert.equal(first, wholeName(of, `dev-${one}`, ...a));
        const shared = nameRules[of].unique !== "project" && one !== other;
        if (a.length === b.length) assert.equal(first !== second, shared || a.join("\n") !== b.join("\n"));
      }),
      { numRuns: 2000 },
    );
  });

  it("tells the parts, as long as they fit", () => {
    assert.equal(stableName("gcp:serviceaccount/account:Account", "staging", "run", "registry"), "run-registry");
    assert.equal(stableName("cloudflare:index/r2Bucket:R2Bucket", "dev-ada", "layers"), "layers-dev-ada");
    assert.equal(
      automaticName("gcp:compute/backendService:BackendService", "staging", "edge", "registry", "europe-west1"),
      "edge-registry-europe-west1",
    );
  });

  it("parts: the same letters cut elsewhere are another name", () => {
    const name = (...all: string[]) => stableName("gcp:serviceaccount/account:Account", "staging", ...all);
    assert.notEqual(name("a-b", "c"), name("a", "b-c"));
  });

  it("length: what does not fit ends in a hash of all of it; what looks like that gets one too", () => {
    const name = (last: string) => stableName("gcp:serviceaccount/account:Account", "staging", "run", last);
    assert.equal(name("a-service-with-a-long-name-1"), "run-a-service-with-398055dda5");
    assert.notEqual(name("a-service-with-398055dda5"), name("a-service-with-a-long-name-1"));
    assert.match(name("a"), /^run-a-[0-9a-f]{10}$/);
  });

  it("hosts: one that starts with a digit, or has dashes, is like any other", () => {
    const name = (...labels: string[]) =>
      stableName("gcp:compute/URLMapPathMatcher:URLMapPathMatcher", "staging", "edge", ...labels);
    assert.equal(name("3d", "example", "dev"), "edge-3d-example-dev");
    assert.notEqual(name("a-b", "example", "dev"), name("a", "b-example", "dev"));
  });

  it("type: one without a rule throws", () => {
    assert.throws(
      () => stableName("gcp:redis/instance:Instance" as never, "staging", "a"),
      /no naming rule for gcp:redis/,
    );
  });

  it("rules: the table's own bounds, so that a change of them is seen", () => {
    const bounds = Object.entries(nameRules).map(
      ([token, { shortest, longest, kind }]) => `${token.split(":")[2]} ${shortest}-${longest} ${kind}`,
    );
    assert.ok(bounds.includes("Account 6-30 stable"));
    assert.ok(bounds.includes("Service 1-49 stable"));
    assert.ok(bounds.includes("IAMCustomRole 3-64 random"));
  });
});
