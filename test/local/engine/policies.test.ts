import assert from "node:assert/strict";
import { setTimeout } from "node:timers/promises";
import { secret } from "@pulumi/pulumi";
import type { AnalyzedResource, Violation } from "../../../local/analyzer";
import { readable } from "../../../local/engine/marshal";
import { Secret, Unknown } from "../../../local/values";
import { analyzer, FakeGroup, FakeProvider, FakeThing, nameOf, World } from "./kit";

const violation = (parts: Partial<Violation> = {}): Violation => ({
  policyName: "no-x",
  policyPackName: "house-rules",
  policyPackVersion: "0.1.0",
  message: "x is not wanted",
  enforcementLevel: "mandatory",
  severity: undefined,
  urn: undefined,
  ...parts,
});

/** Forbids things with the value `x`. */
const noX = (level: Violation["enforcementLevel"] = "mandatory") =>
  analyzer({
    analyze: async ({ properties }) => (properties.value === "x" ? [violation({ enforcementLevel: level })] : []),
  });

const two = () => {
  new FakeThing("a", { value: "x" });
  new FakeThing("b", { value: "x" });
  new FakeThing("c", { value: "y" });
};

const violated = (ran: { events: { policyEvent?: { resourceUrn?: string } }[] }) =>
  ran.events.flatMap(({ policyEvent }) => (policyEvent ? [nameOf(policyEvent.resourceUrn as string)] : [])).sort();

describe("policies", () => {
  it("mandatory: an up stops, nothing is made from the violation on, and all violations are told", async () => {
    const world = new World();
    const ran = await world.up(two, { analyzers: [noX()] });
    assert.deepEqual([ran.outcome, violated(ran), world.cloud.changes], ["failed", ["a", "b"], []]);
  });

  it("mandatory: a preview fails and still shows all steps", async () => {
    const ran = await new World().preview(two, { analyzers: [noX()] });
    assert.deepEqual([ran.outcome, violated(ran), ran.steps.length], ["failed", ["a", "b"], 3]);
  });

  it("preview: it does not wait for a verdict to go on, and does not end before the last one", async () => {
    const asked: string[] = [];
    let allAsked = () => {};
    const all = new Promise<void>((resolve) => {
      allAsked = resolve;
    });
    const slow = analyzer({
      analyze: async ({ name, type }) => {
        if (type !== "fake:index:Thing") return [];
        if (asked.push(name) === 3) allAsked();
        await all;
        await setTimeout(300);
        return [violation()];
      },
    });
    const ran = await new World().preview(two, { analyzers: [slow] });
    assert.deepEqual([ran.outcome, violated(ran)], ["failed", ["a", "b", "c"]]);
  });

  it("preview: a pack that breaks down fails it", async () => {
    const broken = analyzer({ analyze: () => Promise.reject(new Error("the pack is out of order")) });
    const ran = await new World().preview(two, { analyzers: [broken] });
    assert.equal(ran.outcome, "failed");
    assert.match(ran.errors.join("\n"), /the pack is out of order/);
  });

  it("advisory: it is told, and nothing stops", async () => {
    const ran = await new World().up(two, { analyzers: [noX("advisory")] });
    assert.deepEqual([ran.outcome, violated(ran)], ["succeeded", ["a", "b"]]);
  });

  it("disabled: it is not told", async () => {
    assert.deepEqual(violated(await new World().up(two, { analyzers: [noX("disabled")] })), []);
  });

  it("event: it says which policy of which pack, how strict, about what, and where that is made", async () => {
    const { events } = await new World().preview(() => void new FakeThing("a", { value: "x" }), { analyzers: [noX()] });
    const { sourcePosition, ...told } = events.find((event) => event.policyEvent)?.policyEvent ?? {};
    assert.match(sourcePosition ?? "", /^project:\/\/\/test\/local\/engine\/policies\.test\.ts#\d+,\d+$/);
    assert.deepEqual(told, {
      resourceUrn: "urn:pulumi:dev::shop::fake:index:Thing::a",
      color: "never",
      policyName: "no-x",
      policyPackName: "house-rules",
      policyPackVersion: "0.1.0",
      policyPackVersionTag: "0.1.0",
      message: "x is not wanted\n",
      enforcementLevel: "mandatory",
    });
    assert.deepEqual(events.at(-1)?.summaryEvent?.PolicyPacks, { "house-rules": "0.1.0" });
  });

  it("resource: what a policy sees is checked inputs, secrets open, unknowns marked, options and provider", async () => {
    const seen: AnalyzedResource[] = [];
    const watch = analyzer({
      analyze: async (resource) => {
        if (resource.name === "b") seen.push(resource);
        return [];
      },
    });
    const program = () => {
      const provider = new FakeProvider("own", { region: "north" });
      const a = new FakeThing("a", {}, { provider });
      const args = { value: secret("hunter2"), later: a.output };
      new FakeThing("b", args, { provider, protect: true, customTimeouts: { create: "1m" } });
    };
    await new World().preview(program, { analyzers: [watch] });
    const [b] = seen;
    assert.deepEqual(b?.properties, { value: "hunter2", later: Unknown.value });
    assert.deepEqual(b?.provider?.properties, { region: "north" });
    assert.equal(b?.options.protect, true);
    assert.deepEqual(b?.options.customTimeouts, { create: 60, update: 0, delete: 0 });
    assert.deepEqual(b?.propertyDependencies.later?.map(nameOf), ["a"]);
  });

  it("remediate: the remedied inputs are used, judged and told; secrets stay secret", async () => {
    const world = new World();
    const remedy = analyzer({
      ...noX(),
      remediate: async ({ properties }) =>
        properties.value === "x" ? [{ ...violation(), properties: { ...properties, value: "y" }, diagnostic: "" }] : [],
    });
    const program = () => void new FakeThing("a", { value: "x", key: secret("hunter2") });
    const ran = await world.up(program, { analyzers: [remedy] });
    assert.equal(ran.outcome, "succeeded");
    assert.deepEqual((await world.state()).get("a")?.inputs, { value: "y", key: new Secret("hunter2") });
    const event = ran.events.find(({ policyRemediationEvent: remediation }) => remediation)?.policyRemediationEvent;
    assert.deepEqual([event?.before.value, readable(event?.after ?? {})], ["x", { value: "y", key: "[secret]" }]);
  });

  it("remediate: one that did not help is a mandatory violation", async () => {
    const ran = await new World().up(two, { analyzers: [noX("remediate")] });
    assert.equal(ran.outcome, "failed");
    assert.ok(ran.events.every(({ policyEvent }) => !policyEvent || policyEvent.enforcementLevel === "mandatory"));
  });

  it("stack: it is judged once, at the end, by the outputs of all resources", async () => {
    const seen: string[][] = [];
    const watch = analyzer({
      analyzeStack: async (resources) => {
        seen.push(resources.map(({ name, properties }) => `${name} ${properties.output ?? ""}`.trim()));
        return [violation({ urn: resources.find(({ name }) => name === "a")?.urn }), violation()];
      },
    });
    const ran = await new World().up(() => void new FakeThing("a", { value: "hi" }), { analyzers: [watch] });
    assert.deepEqual(seen, [["shop-dev", "default_1_2_3", "a hi!"]]);
    assert.deepEqual([ran.outcome, violated(ran)], ["failed", ["a", "shop-dev"]]);
  });

  it("stack: it is not judged when something failed", async () => {
    let asked = 0;
    const watch = analyzer({
      analyzeStack: async () => {
        asked++;
        return [];
      },
    });
    await new World().up(() => void new FakeThing("a", { bad: true }), { analyzers: [watch] });
    assert.equal(asked, 0);
  });

  it("components: they are judged too, and nothing is made under one that is forbidden", async () => {
    const world = new World();
    const noGroups = analyzer({ analyze: async ({ type }) => (type.endsWith(":Group") ? [violation()] : []) });
    const program = () => void new FakeGroup("g", (parent) => void new FakeThing("a", {}, { parent }));
    assert.equal((await world.up(program, { analyzers: [noGroups] })).outcome, "failed");
    assert.deepEqual(world.cloud.names, []);
  });
});
