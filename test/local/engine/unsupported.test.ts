import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { FakeProvider, FakeThing, World } from "./kit";

class Remote extends pulumi.ComponentResource {
  constructor(name: string) {
    super("fake:index:Remote", name, {}, {}, true);
  }
}

const cases: Record<string, { program: () => unknown; says: RegExp }> = {
  "import of a provider": {
    program: () => void new FakeProvider("p", {}, { import: "there" } as never),
    says: /import of a provider \(id "there"\)/,
  },
  "remote component": {
    program: () => void new Remote("r"),
    says: /a component that a plugin makes \(fake:index:Remote\)/,
  },
  "stack reference": {
    program: () => void new pulumi.StackReference("ada/shop/prod"),
    says: /reading a resource of type pulumi:pulumi:StackReference/,
  },
  pluginDownloadURL: {
    program: () => void new FakeThing("a", {}, { pluginDownloadURL: "https://example.dev" }),
    says: /the option pluginDownloadURL/,
  },
  envVarMappings: {
    program: () => void new FakeProvider("p", {}, { envVarMappings: { A: "B" } } as never),
    says: /the provider option envVarMappings/,
  },
  asset: {
    program: () => void new FakeThing("a", { file: { inner: new pulumi.asset.StringAsset("x") } as never }),
    says: /an asset or archive \(property file.inner\)/,
  },
  call: {
    program: () => ({ result: pulumi.runtime.call("fake:index:Thing/method", {}) }),
    says: /calling a method of a resource \(fake:index:Thing\/method\)/,
  },
  "parameterized package": {
    program: () =>
      (pulumi.runtime as unknown as { registerPackage(args: object): Promise<string> })
        .registerPackage({
          baseProviderName: "fake",
          baseProviderVersion: "1.0.0",
          baseProviderDownloadUrl: "",
          packageName: "other",
          packageVersion: "1.0.0",
          base64Parameter: "eA==",
        })
        .catch(() => undefined),
    says: /parameterized packages \(fake\)/,
  },
  requirePulumiVersion: {
    program: () => pulumi.runtime.requirePulumiVersion(">=99.0.0").catch(() => undefined),
    says: /requirePulumiVersion \(>=99.0.0\)/,
  },
};

describe("unsupported", () => {
  for (const [name, { program, says }] of Object.entries(cases))
    it(`${name}: it is refused by name, and fails the run`, async () => {
      const world = new World();
      const ran = await world.up(program);
      assert.equal(ran.outcome, "failed");
      assert.match(ran.errors[0] as string, /^not supported by the local engine: /);
      assert.match(ran.errors[0] as string, says);
      assert.deepEqual(world.cloud.names, []);
    });
});

describe("supported", () => {
  it("organization, project, stack and config: the program is told", async () => {
    const config = { values: { "shop:size": "3", "shop:key": "k" }, secretKeys: ["shop:key"] };
    const ran = await new World().up(
      async () => ({
        place: `${pulumi.getOrganization()}/${pulumi.getProject()}/${pulumi.getStack()}`,
        size: new pulumi.Config().requireNumber("size"),
        isSecret: await pulumi.isSecret(new pulumi.Config().requireSecret("key")),
      }),
      { config },
    );
    assert.deepEqual(ran.outputs, { place: "organization/shop/dev", size: 3, isSecret: true });
  });

  it("an import that was made already, in a state from elsewhere, is a resource like any other", async () => {
    const world = new World();
    await world.up(() => void new FakeThing("a", {}));
    const ran = await world.up(() => void new FakeThing("a", {}, { import: "a-1" }));
    assert.deepEqual([ran.errors, ran.steps], [[], ["same a"]]);
  });
});
