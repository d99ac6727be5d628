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
  [
    "an image from elsewhere than where they are kept",
    "prod",
    { admission: '{"from":["europe-docker.pkg.dev/somebody-else/**"]}' },
    /flotilla:images\.iam: .* is not kept where this environment takes images from, europe-docker\.pkg\.dev\/somebody-else\/\*\*/,
  ],
  [
    "images from a whole registry",
    "prod",
    { admission: '{"from":["europe-docker.pkg.dev/**"]}' },
    /flotilla:admission\.from\[0\]: "europe-docker\.pkg\.dev\/\*\*" is neither/,
  ],
  [
    "attestors, which config cannot make",
    "prod",
    { admission: '{"attestedBy":["built"]}' },
    /flotilla:admission.from: is missing|flotilla:admission: .*Unrecognized key/,
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

  it("takes images from one project alone, where it is told to", async () => {
    const stack = new TestStack("prod");
    stack.config = { admission: '{"from":["europe-docker.pkg.dev/registry-shared/**"]}' };
    const { outcome, errors, steps } = await stack.preview();
    assert.deepEqual([errors, outcome], ["", "succeeded"]);
    assert.ok(steps.includes("create gcp:binaryauthorization/policy:Policy admission"));
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
