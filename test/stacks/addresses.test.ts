import assert from "node:assert/strict";
import { TestStack } from "../support/stack";

describe("the address of a service", () => {
  for (const name of ["dev-ada", "staging"])
    it(`${name}: what callers are told before the service exists is where the cloud serves it`, async () => {
      const stack = new TestStack(name);
      const { snapshot } = await stack.up();
      const services = snapshot.resources.filter(({ type }) => type === "gcp:cloudrunv2/service:Service");
      const served = services.flatMap(({ outputs }) => outputs.urls as string[]);
      const told = services.flatMap(({ inputs }) => JSON.stringify(inputs).match(/https:\/\/[^"]+\.run\.app/g) ?? []);
      assert.ok(told.length >= 4);
      for (const address of told) assert.ok(served.includes(address), address);
    });
});
