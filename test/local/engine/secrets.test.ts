import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { Secret } from "../../../local/values";
import { FakeThing, World } from "./kit";

describe("secrets", () => {
  it("state: a secret is never plain in it, nor is an output of the same name or one marked as secret", async () => {
    const world = new World();
    await world.up(() => {
      const a = new FakeThing(
        "a",
        { value: pulumi.secret("hunter2"), deep: { list: [pulumi.secret("hunter2")] } },
        { additionalSecretOutputs: ["output"] },
      );
      return { password: a.value, shout: a.output };
    });
    assert.equal(world.store.text?.includes("hunter2"), false);
    const { outputs } = (await world.state()).get("a") ?? {};
    assert.deepEqual([outputs?.value, outputs?.output], [new Secret("hunter2"), new Secret("hunter2!")]);
  });

  it("outputs: a secret output of the stack is one in the result", async () => {
    const ran = await new World().up(() => ({ password: pulumi.secret("hunter2"), name: "ada" }));
    assert.deepEqual(ran.outputs, { password: new Secret("hunter2"), name: "ada" });
  });

  it("events: secrets are not shown", async () => {
    const { events } = await new World().up(() => {
      const a = new FakeThing("a", { value: pulumi.secret("hunter2") }, { additionalSecretOutputs: ["output"] });
      return { shout: a.output };
    });
    assert.equal(JSON.stringify(events).includes("hunter2"), false);
    assert.equal(JSON.stringify(events).includes("[secret]"), true);
  });

  it("program: what a secret is turned into is a secret of the next resource too", async () => {
    const world = new World();
    await world.up(() => {
      const a = new FakeThing("a", { value: pulumi.secret("hunter2") });
      new FakeThing("b", { value: pulumi.interpolate`<${a.value}>` });
    });
    assert.deepEqual((await world.state()).get("b")?.inputs.value, new Secret("<hunter2>"));
  });

  it("config: secret config of a package reaches its default provider, sealed in the state", async () => {
    const config = { values: { "fake:token": "hunter2" }, secretKeys: ["fake:token"] };
    const world = new World({}, { config });
    await world.up(() => void new FakeThing("a"));
    assert.deepEqual(world.cloud.calls[0], 'configure {"token":"hunter2"}');
    assert.equal(world.store.text?.includes("hunter2"), false);
  });

  it("same: making a value secret changes the state, not the cloud", async () => {
    const world = new World();
    await world.up(() => void new FakeThing("a", { value: "hunter2" }));
    const ran = await world.up(() => void new FakeThing("a", { value: pulumi.secret("hunter2") }));
    assert.deepEqual(ran.steps, ["same a"]);
    const { inputs, outputs } = (await world.state()).get("a") ?? {};
    assert.deepEqual([inputs?.value, outputs?.value], [new Secret("hunter2"), new Secret("hunter2")]);
  });
});
