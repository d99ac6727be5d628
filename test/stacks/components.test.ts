import assert from "node:assert/strict";
import { join } from "node:path";
import { Environment, Service } from "../../components";
import { developer, image } from "../support/declare";
import { TestStack } from "../support/stack";

describe("components in a state", () => {
  it("transform: which children were changed is recorded, for review to list", async () => {
    const stack = new TestStack("dev-ada");
    stack.program = () => {
      const environment = new Environment("environment", developer);
      new Service("plain", { environment, image });
      new Service("changed", { environment, image, transform: { service: { template: { timeout: "7s" } } } });
    };
    const { snapshot, errors } = await stack.up();
    const outputs = (name: string) =>
      snapshot.resources.find(({ urn }) => urn.endsWith(`flotilla:run:Service::${name}`))?.outputs;
    assert.deepEqual(outputs("changed"), { transformed: ["service"] }, errors);
    assert.deepEqual(outputs("plain"), {});
  });

  it("arguments: none stands in a component's own state", async () => {
    const stack = new TestStack("dev-ada");
    await stack.up();
    const components = stack.snapshot.resources.filter(({ type }) => type.startsWith("flotilla:"));
    assert.ok(components.length > 8);
    for (const { urn, inputs } of components) assert.deepEqual(inputs, {}, urn);
  });

  it("a service that is named and never built: the program fails, naming it", async () => {
    const stack = new TestStack("dev-ada");
    const nodeArgs = ["--require", "tsx/cjs"];
    stack.program = { directory: join(__dirname, "programs"), entryPoint: "never-built.ts", nodeArgs };
    const { outcome, errors } = await stack.preview();
    assert.equal(outcome, "failed");
    assert.match(errors, /Service\.later\("audit", …\) is used and never built: build it with new Service\(later, …\)/);
  });
});
