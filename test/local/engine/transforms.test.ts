import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { FakeGroup, FakeThing, World } from "./kit";

const set =
  (value: string): pulumi.ResourceTransform =>
  ({ props, opts }) => ({ props: { ...props, value }, opts });

describe("transforms", () => {
  it("resource: its own transform changes its arguments and options", async () => {
    const world = new World();
    await world.up(() => {
      const protect: pulumi.ResourceTransform = ({ props, opts }) => ({
        props: { ...props, value: "changed" },
        opts: pulumi.mergeOptions(opts, { protect: true }),
      });
      new FakeThing("a", { value: "given" }, { transforms: [protect] });
    });
    const a = (await world.state()).get("a");
    assert.deepEqual([a?.inputs, a?.protect], [{ value: "changed" }, true]);
  });

  it("order: the resource's own come first, then its parents', then the stack's", async () => {
    const world = new World();
    const append =
      (text: string): pulumi.ResourceTransform =>
      ({ props, opts, type }) =>
        type === "fake:index:Thing" ? { props: { ...props, value: `${props.value}${text}` }, opts } : undefined;
    await world.up(() => {
      pulumi.runtime.registerResourceTransform(append(" stack"));
      new FakeGroup("g", (parent) => void new FakeThing("a", { value: "" }, { parent, transforms: [append(" own")] }), {
        transforms: [append(" parent")],
      });
    });
    assert.deepEqual((await world.state()).get("a")?.inputs, { value: " own parent stack" });
  });

  it("dependencies: they survive a transform; what single properties need, the SDK does not say any more", async () => {
    const world = new World();
    await world.up(() => {
      const a = new FakeThing("a");
      new FakeThing("b", { value: a.output }, { transforms: [set("constant")] });
    });
    const b = (await world.state()).get("b");
    assert.deepEqual(
      [b?.dependencies, b?.propertyDependencies?.value].map((urns) => urns?.length),
      [1, undefined],
    );
  });

  it("failure: one that throws fails its resource by name", async () => {
    const ran = await new World().up(() => {
      const broken = () => {
        throw new Error("no idea");
      };
      new FakeThing("a", {}, { transforms: [broken] });
    });
    const error = ran.events.find(({ diagnosticEvent: event }) => event?.severity === "error")?.diagnosticEvent;
    assert.deepEqual([ran.outcome, error?.urn], ["failed", "urn:pulumi:dev::shop::fake:index:Thing::a"]);
    assert.match(error?.message as string, /no idea/);
  });

  it("invoke: the stack's transforms change the arguments of functions", async () => {
    const ran = await new World().up(async () => {
      pulumi.runtime.registerInvokeTransform(({ args, opts }) => ({ args: { ...args, added: true }, opts }));
      return { result: await pulumi.runtime.invoke("fake:index:getThing", { x: 1 }) };
    });
    assert.deepEqual(ran.outputs.result, { x: 1, added: true, token: "fake:index:getThing" });
  });
});
