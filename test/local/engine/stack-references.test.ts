import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { type PropertyMap, Secret } from "../../../local/values";
import { World } from "./kit";

const others: Record<string, PropertyMap> = {
  "organization/shop/prod": { url: "example.dev", token: new Secret("t0ken"), deep: { inside: [new Secret(1)] } },
};
const stackOutputs = async (name: string) => others[name];

const program = () => {
  const other = new pulumi.StackReference("prod", { name: "organization/shop/prod" });
  return { url: other.getOutput("url"), token: other.getOutput("token"), none: other.getOutput("none") };
};

describe("stack reference", () => {
  it("outputs: they are read, secrets as secrets; one that there is not is undefined", async () => {
    const world = new World({}, { stackOutputs });
    const ran = await world.up(program);
    assert.deepEqual([ran.errors, ran.outputs], [[], { url: "example.dev", token: new Secret("t0ken") }]);
    assert.deepEqual((await world.preview(program)).outputs, { url: "example.dev", token: new Secret("t0ken") });
  });

  it("state: as the real engine has it, of a provider of the engine's own", async () => {
    const world = new World({}, { stackOutputs });
    await world.up(program);
    const resources = (await world.store.load())?.resources ?? [];
    const { id, external, inputs, outputs, provider } = resources.find(({ urn }) => urn.endsWith("::prod")) ?? {};
    assert.deepEqual([id, external, inputs], ["organization/shop/prod", true, { name: "organization/shop/prod" }]);
    assert.deepEqual(outputs, {
      name: "organization/shop/prod",
      outputs: others["organization/shop/prod"],
      secretOutputNames: ["token", "deep"],
    });
    assert.match(provider as string, /^urn:pulumi:dev::shop::pulumi:providers:pulumi::default::/);
    assert.doesNotMatch(world.store.text as string, /t0ken/);
  });

  it("default providers disabled: that of the engine is not", async () => {
    const config = { values: { "pulumi:disable-default-providers": '["*"]' }, secretKeys: [] };
    assert.deepEqual((await new World({}, { stackOutputs, config }).up(program)).errors, []);
  });

  it("unknown stack: it is one error on the reference", async () => {
    const world = new World({}, { stackOutputs });
    const ran = await world.up(() => void new pulumi.StackReference("nope"));
    assert.deepEqual([ran.outcome, ran.errors[0]], ["failed", 'unknown stack "nope"']);
  });

  it("refresh: what the other stack exports by now is taken over; destroy: the other stack is left alone", async () => {
    const known: Record<string, PropertyMap> = { ...others };
    const world = new World({}, { stackOutputs: async (name) => known[name] });
    await world.up(program);
    assert.deepEqual((await world.refresh()).changes, { same: 2 });
    known["organization/shop/prod"] = { url: "new.example.dev" };
    assert.deepEqual((await world.refresh()).changes, { same: 1, update: 1 });
    assert.deepEqual((await world.destroy()).errors, []);
    assert.deepEqual((await world.store.load())?.resources, []);
  });
});
