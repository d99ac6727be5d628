import assert from "node:assert/strict";
import { parseOutputs } from "../../contract";
import { findProject, readStackFile, revealMap, stackConfig } from "../../local";
import { root, TestStack } from "../support/stack";

const run = "gcp:cloudrunv2/service:Service";
const digest = `@sha256:${"cd".repeat(32)}`;

/** The images of the project, one of them another. */
async function imagesWith(service: string): Promise<string> {
  const project = findProject(root);
  const { values } = await stackConfig(project, readStackFile(project, "prod"));
  const images = JSON.parse(values["flotilla:images"] ?? "{}");
  return JSON.stringify({ ...images, [service]: `registry.example.dev/${service}${digest}` });
}

for (const [name, regions, resources] of [
  ["dev-ada", 1, 189],
  ["staging", 2, 226],
  ["prod", 3, 242],
] as const)
  describe(`the environment ${name}`, () => {
    const stack = new TestStack(name);

    it("comes up, with what applications read in the outputs", async () => {
      const { outcome, changes, outputs, errors } = await stack.up();
      assert.equal(outcome, "succeeded", errors);
      assert.deepEqual(changes, { create: resources });
      const { environment, edge } = parseOutputs(revealMap(outputs), stack.name);
      assert.equal(environment.regions.length, regions);
      assert.deepEqual(
        Object.values(edge.hosts).map(({ service }) => service),
        ["push", "registry"],
      );
    });

    it("once up: nothing is to change", async () => {
      const { outcome, steps } = await stack.preview();
      assert.deepEqual([outcome, steps], ["succeeded", []]);
    });

    it("another image: exactly the services that use it are updated, in place", async () => {
      stack.config = { images: await imagesWith("tokens") };
      const { steps } = await stack.preview();
      assert.equal(steps.length, regions);
      for (const step of steps) assert.match(step, new RegExp(`^update ${run} tokens/`));
      stack.config = {};
    });
  });

describe("destroying dev-ada", () => {
  const stack = new TestStack("dev-ada");
  before(() => stack.up());

  it("refuses while the foundation is in the way, and says how to leave it", async () => {
    const { outcome, errors, steps } = await stack.destroy(false);
    assert.equal(outcome, "failed");
    assert.match(errors, /--exclude-protected/);
    assert.deepEqual(steps, []);
  });

  it("leaves the protected foundation alone, and says so", async () => {
    const { outcome, snapshot, infos } = await stack.destroy();
    assert.equal(outcome, "succeeded");
    const left = snapshot.resources.filter(({ custom, type }) => custom && !type.startsWith("pulumi:"));
    assert.ok(left.length > 20);
    assert.deepEqual(
      left.filter(({ urn }) => !urn.includes("flotilla:foundation:Foundation$")),
      [],
    );
    assert.match(infos, /protected/);
    stack.snapshot = snapshot;
  });

  it("then up again: all else is made anew, the foundation untouched", async () => {
    const { outcome, steps } = await stack.up();
    assert.equal(outcome, "succeeded");
    assert.ok(steps.length > 20);
    const foundation =
      /^(flotilla:foundation|gcp:(compute|dns|servicenetworking|projects\/(service|iAMCustomRole)|kms\/keyRing))/;
    for (const step of steps) {
      const [, made = ""] = /^create (.*)$/.exec(step) ?? [];
      assert.notEqual(made, "", step);
      assert.doesNotMatch(made, foundation);
    }
  });
});

describe("destroying a protected environment", () => {
  const stack = new TestStack("staging");
  before(() => stack.up());

  it("refuses before anything is deleted, naming what is protected and by which setting", async () => {
    const { outcome, errors, refusals, steps } = await stack.destroy();
    assert.equal(outcome, "failed");
    assert.deepEqual(steps, []);
    assert.match(errors, /deletionProtection/);
    assert.deepEqual([...new Set(refusals?.map(({ property }) => property))], ["deletionProtection"]);
    assert.equal(refusals?.length, 15);
  });

  it("goes once the setting is off and was brought up so", async () => {
    stack.config = { deletionProtection: "off" };
    const { steps } = await stack.up();
    assert.ok(steps.length > 16);
    for (const step of steps) assert.match(step, /^update /);
    const { outcome, errors } = await stack.destroy();
    assert.equal(outcome, "succeeded", errors);
  });
});
