import assert from "node:assert/strict";
import fc from "fast-check";
import { filterOf } from "../../../../local/stand-ins/pubsub/filter";

const attributes = { "ce-type": "a.pushed", "ce-subject": "base/debian", empty: "" };

describe("a filter", () => {
  const cases: [string, boolean][] = [
    ["", true],
    ['attributes.ce-type = "a.pushed"', true],
    ['attributes.ce-type="a.pulled"', false],
    ['attributes.ce-type != "a.pulled"', true],
    ['attributes.missing != "x"', true],
    ['attributes.missing = ""', false],
    ['attributes.empty = ""', true],
    ["attributes:ce-subject", true],
    ["attributes:missing", false],
    ["NOT attributes:missing", true],
    ["-attributes:missing", true],
    ['attributes:"ce-type"', true],
    ['hasPrefix(attributes.ce-subject, "base/")', true],
    ['hasPrefix(attributes.missing, "")', false],
    ['attributes:ce-type AND hasPrefix(attributes.ce-subject, "app/")', false],
    ['attributes:missing OR attributes.ce-type = "a.pushed"', true],
    ['attributes:ce-type AND (attributes:missing OR NOT attributes.empty = "x")', true],
    ["NOT (attributes:ce-type AND attributes:ce-subject)", false],
    ["attributes:constructor", false],
  ];
  for (const [text, expected] of cases)
    it(`${text || "none"}: ${expected ? "lets it through" : "does not"}`, () => {
      assert.equal(filterOf(text)(attributes), expected);
    });

  const mistakes: [string, RegExp][] = [
    ["attributes.a =", /unexpected end/],
    ["attributes.a = b", /unexpected b/],
    ["a = 1", /unexpected "1"/],
    ['data = "x"', /unexpected data/],
    ["attributes:a and attributes:b", /unexpected and/],
    ["attributes:a AND attributes:b OR attributes:c", /AND and OR without parentheses/],
    ["(attributes:a", /unexpected end in place of \)/],
    ["attributes:a attributes:b", /unexpected attributes/],
    [`attributes:${"a".repeat(256)}`, /longer than 256 bytes/],
  ];
  for (const [text, words] of mistakes)
    it(`${text.slice(0, 50)}: is refused, with the place`, () => {
      assert.throws(() => filterOf(text), words);
    });

  it("compares any value that is written as text", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), (value) => {
        const filter = filterOf(`attributes.a = "${value.replace(/["\\]/g, "\\$&")}"`);
        assert.ok(filter({ a: value }));
        assert.ok(!filter({ a: `${value}!` }));
      }),
    );
  });
});
