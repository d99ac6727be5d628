import assert from "node:assert/strict";
import { TestStack } from "../support/stack";

const names = ["audit", "iam", "notifier", "psql", "push", "registry", "sqlProxy", "tokens"];
const images = Object.fromEntries(names.map((name) => [name, `${name}@sha256:${"ab".repeat(32)}`]));

const settings: [string, string, Record<string, string | undefined>, RegExp][] = [
  ["an unknown key", "dev-ada", { colour: "red" }, /flotilla:colour: is not a setting; there are kind, owner,/],
  [
    "a bad region",
    "staging",
    { regions: '["europe-west1","mars-1"]' },
    /flotilla:regions\[1\]: "mars-1" is not a region/,
  ],
  ["an owner with capitals", "dev-ada", { owner: "Ada" }, /flotilla:owner: "Ada" is not 1 to 63 lower-case/],
  [
    "an image without digest in production",
    "prod",
    { images: JSON.stringify({ ...images, tokens: "d:1" }) },
    /flotilla:images\.tokens: d:1 is not pinned by digest/,
  ],
  [
    "a missing image",
    "dev-ada",
    { images: JSON.stringify({ ...images, tokens: undefined }) },
    /flotilla:images\.tokens: is missing/,
  ],
  ["a missing domain", "prod", { domain: undefined }, /flotilla:domain: is missing/],
  ["a missing project number", "prod", { projectNumber: undefined }, /flotilla:projectNumber: is missing/],
  ["a missing home", "prod", { home: undefined }, /flotilla:home: is missing/],
  [
    "a kind that is none",
    "prod",
    { kind: "prod" },
    /flotilla:kind: "prod" is not one of developer, staging, production/,
  ],
  [
    "a list that is none",
    "prod",
    { regions: "europe-west1" },
    /flotilla:regions: "europe-west1": is neither a list nor a map/,
  ],
  ["protection by another word", "prod", { deletionProtection: "maybe" }, /flotilla:deletionProtection: "maybe"/],
];

describe("the config of a stack", () => {
  for (const [title, name, config, message] of settings)
    it(`refuses ${title}, before any resource is registered`, async () => {
      const stack = new TestStack(name);
      stack.config = config;
      const { outcome, errors, steps } = await stack.preview();
      assert.equal(outcome, "failed");
      assert.match(errors, message);
      assert.deepEqual(
        steps.filter((step) => !step.includes("pulumi:pulumi:Stack")),
        [],
      );
    });

  it("tells all mistakes in one message", async () => {
    const stack = new TestStack("prod");
    stack.config = { owner: "Ada", regions: '["mars-1"]', domain: undefined, colour: "red", home: "venus-2" };
    const { errors } = await stack.preview();
    const [message = ""] = errors.split("\n\n").filter((text) => text.includes("mistakes"));
    assert.match(message, /the config of stack prod has 5 mistakes:/);
    for (const key of ["owner", "regions[0]", "domain", "colour", "home"])
      assert.ok(message.includes(`flotilla:${key}: `), key);
  });
});
