import assert from "node:assert/strict";
import type { AnalyzedResource, Analyzer, EngineEventBody, Violation } from "../../../local";
import { analyzeState } from "../../../local/engine";
import type { SavedResource } from "../../../local/engine/analyze-state";
import { signatureKey, signatures, unknownValue } from "../../../local/engine/marshal";
import { analyzer } from "./kit";

const urn = (type: string, name: string) => `urn:pulumi:dev::shop::${type}::${name}`;
const saved = (name: string, more: Partial<SavedResource> = {}): SavedResource => ({
  urn: urn("fake:index:Thing", name),
  type: "fake:index:Thing",
  inputs: {},
  outputs: {},
  ...more,
});
const secret = (sealed: object) => ({ [signatureKey]: signatures.secret, ...sealed });
const violation = (of: string, level: Violation["enforcementLevel"]): Violation => ({
  policyName: "no-x",
  policyPackName: "house-rules",
  policyPackVersion: "0.1.0",
  message: "x is not wanted",
  enforcementLevel: level,
  severity: undefined,
  urn: of,
});

async function analyze(resources: SavedResource[], parts: Partial<Analyzer>) {
  const events: EngineEventBody[] = [];
  const passed = await analyzeState({
    resources,
    analyzers: [analyzer(parts)],
    emit: (event) => events.push(event),
    project: { root: "/shop", program: { directory: "/shop/stacks", entryPoint: ".", nodeArgs: [] } },
  });
  return { passed, violations: events.flatMap(({ policyEvent }) => policyEvent ?? []), events };
}

/** What the packs are given, by the resource's name. */
async function given(...resources: SavedResource[]) {
  const single = new Map<string, AnalyzedResource>();
  let stack: readonly AnalyzedResource[] = [];
  await analyze(resources, {
    analyze: async (resource) => {
      single.set(resource.name, resource);
      return [];
    },
    analyzeStack: async (all) => {
      stack = all;
      return [];
    },
  });
  return { single, stack: new Map(stack.map((resource) => [resource.name, resource])) };
}

describe("analyzing a state", () => {
  it("properties: a policy of a resource is given the inputs, one of the stack the outputs", async () => {
    const { single, stack } = await given(saved("a", { inputs: { size: 1 }, outputs: { size: 2 } }));
    assert.deepEqual([single.get("a")?.properties, stack.get("a")?.properties], [{ size: 1 }, { size: 2 }]);
  });

  it("relations: protection, parent, and what each property is made from", async () => {
    const parent = urn("shop:index:Group", "g");
    const { stack } = await given(
      saved("a", { parent, protect: true, propertyDependencies: { size: [urn("fake:index:Thing", "b")] } }),
    );
    const { parent: of, options, propertyDependencies } = stack.get("a") as AnalyzedResource;
    assert.deepEqual(
      [of, options.protect, propertyDependencies],
      [parent, true, { size: [urn("fake:index:Thing", "b")] }],
    );
  });

  it("provider: by its state, or, where that is left out as of a default one, by its reference", async () => {
    const own = { urn: urn("pulumi:providers:fake", "own"), type: "pulumi:providers:fake", inputs: { region: "x" } };
    const { single } = await given(
      saved("own", own),
      saved("a", { provider: `${own.urn}::1` }),
      saved("b", { provider: `${urn("pulumi:providers:fake", "default_1_0_0")}::2` }),
    );
    assert.deepEqual(single.get("a")?.provider, { urn: own.urn, type: own.type, name: "own", properties: own.inputs });
    assert.equal(single.get("b")?.provider?.name, "default_1_0_0");
  });

  it("values: an unknown stays one; so is a secret that is sealed or masked; one in plain text is open", async () => {
    const { single } = await given(
      saved("a", {
        inputs: {
          later: unknownValue,
          sealed: secret({ ciphertext: "v1:abc" }),
          masked: "[secret]",
          list: [secret({ plaintext: '{"open":true}' })],
        },
      }),
    );
    assert.deepEqual(single.get("a")?.properties, {
      later: unknownValue,
      sealed: unknownValue,
      masked: unknownValue,
      list: [{ open: true }],
    });
  });

  it("resources: what was replaced, or is only read, is not judged", async () => {
    const { single, stack } = await given(saved("a"), saved("b", { delete: true }), saved("c", { external: true }));
    assert.deepEqual([[...single.keys()], [...stack.keys()]], [["a"], ["a"]]);
  });

  it("verdict: a mandatory violation fails it, an advisory one does not, and each tells its line", async () => {
    const at = saved("a", { stackTrace: [{ sourcePosition: "project:///stacks/index.ts#4,1" }] });
    for (const [level, passes] of [
      ["mandatory", false],
      ["remediate", false],
      ["advisory", true],
    ] as const) {
      const { passed, violations } = await analyze([at], { analyzeStack: async () => [violation(at.urn, level)] });
      assert.deepEqual([passed, violations[0]?.sourcePosition], [passes, "project:///stacks/index.ts#4,1"], level);
    }
  });

  it("a pack that breaks down fails it, and says why", async () => {
    const { passed, events } = await analyze([saved("a")], {
      analyze: () => Promise.reject(new Error("out of order")),
    });
    assert.equal(passed, false);
    assert.match(JSON.stringify(events), /out of order/);
  });
});
