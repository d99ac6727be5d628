import * as pulumi from "@pulumi/pulumi";
import type { NormalResult, NormalStep } from "../normal";
import type { ConformancePrograms } from "../program";
import { Group, Thing } from "../resources";

const chain = (variant: string) => {
  const a = new Thing("a", { value: variant });
  const b = new Thing("b", { value: a.output });
  const c = new Thing("c", { value: b.output });
  return { c: c.output };
};

/** What the state tells of `c` in `failure-elsewhere`. */
const third = {
  custom: true,
  dependencies: ["fake:index:Thing::b"],
  id: "c-1",
  inputs: { value: "!" },
  outputs: { output: "!!", token: { "[secret]": "t0ken" }, value: "!" },
  parent: "pulumi:pulumi:Stack::shop-dev",
  propertyDependencies: { value: ["fake:index:Thing::b"] },
  provider: "pulumi:providers:fake::default::[random]",
  urn: "fake:index:Thing::c",
};

function withoutDifference(steps: NormalStep[] = []): NormalStep[] {
  return steps.map(({ keys: _keys, diffs: _diffs, detailedDiff: _detailed, ...step }) => step as NormalStep);
}

export const failures: ConformancePrograms = {
  /** What needs it is not tried; the next run goes on from there. */
  "create-fails": {
    program: chain,
    steps: [{ operation: "up", variant: "first", faults: { create: ["b"] } }, { operation: "up" }, { operation: "up" }],
  },

  /** One fails while another, which has nothing to do with it, is under way. */
  "failure-elsewhere": {
    program() {
      new Thing("a");
      const b = new Thing("b", { slow: 1500 });
      new Thing("c", { value: b.output });
    },
    steps: [{ operation: "up", variant: "first", faults: { create: ["a"] } }],
    differences: [
      {
        step: 0,
        because: "what does not need the resource that failed is finished; the real engine starts nothing more",
        ours: (theirs) => ({
          ...theirs,
          changes: { ...theirs.changes, create: 3 },
          resources: { ...theirs.resources, "fake:index:Thing::c": [{ op: "create", ended: "done" }] },
          order: ["create fake:index:Thing::b, create fake:index:Thing::c"],
          state: [theirs.state[0] as object, third, ...theirs.state.slice(1)] as NormalResult["state"],
          cloud: {
            ...theirs.cloud,
            "c-1": { inputs: { value: "!" }, type: "fake:index:Thing", urn: "fake:index:Thing::c" },
          },
        }),
      },
    ],
  },

  "update-fails": {
    program: chain,
    steps: [
      { operation: "up", variant: "first" },
      { operation: "up", variant: "second", faults: { update: ["b"] } },
      { operation: "up" },
    ],
  },

  "delete-fails": {
    program: (variant) => (variant === "gone" ? undefined : chain(variant)),
    steps: [
      { operation: "up", variant: "first" },
      { operation: "up", variant: "gone", faults: { delete: ["b"] } },
      { operation: "up" },
    ],
  },

  "destroy-fails": {
    program: chain,
    steps: [
      { operation: "up", variant: "first" },
      { operation: "destroy", faults: { delete: ["b"] } },
      { operation: "destroy" },
    ],
  },

  "replacement-fails": {
    program(variant) {
      const a = new Thing("a", { fixed: variant, value: variant });
      new Thing("b", { value: a.output });
    },
    steps: [
      { operation: "up", variant: "first" },
      { operation: "up", variant: "second", faults: { create: ["a"] } },
      { operation: "up" },
    ],
  },

  /** The successor is there, the replaced one still too, until another run deletes it. */
  "delete-of-replaced-fails": {
    program: (variant) => void new Thing("a", { fixed: variant }),
    steps: [
      { operation: "up", variant: "first" },
      { operation: "up", variant: "second", faults: { delete: ["a"] } },
      { operation: "preview" },
      { operation: "up" },
    ],
  },

  /** Deleted, and its successor not made. */
  "delete-before-replace-fails": {
    program(variant) {
      const a = new Thing("a", { fixed: variant, value: variant }, { deleteBeforeReplace: true });
      new Thing("b", { fixed: a.output });
    },
    steps: [
      { operation: "up", variant: "first" },
      { operation: "up", variant: "second", faults: { create: ["a"] } },
      { operation: "preview" },
      { operation: "up" },
    ],
    differences: [2, 3].map((step) => ({
      step,
      because: "what is deleted already is not compared with what is wanted, and is not deleted once more",
      ours: (theirs) => ({
        ...theirs,
        resources: {
          ...theirs.resources,
          "fake:index:Thing::a": withoutDifference(theirs.resources["fake:index:Thing::a"]),
          "fake:index:Thing::b": withoutDifference(theirs.resources["fake:index:Thing::b"]?.slice(1)),
        },
        order: theirs.order.filter((pair) => !pair.startsWith("delete-replaced")),
      }),
    })),
  },

  "delete-before-replace-fails-and-is-given-up": {
    program: (variant) =>
      variant === "gone" ? undefined : void new Thing("a", { fixed: variant }, { deleteBeforeReplace: true }),
    steps: [
      { operation: "up", variant: "first" },
      { operation: "up", variant: "second", faults: { create: ["a"] } },
      { operation: "up", variant: "gone" },
    ],
  },

  "inputs-refused": {
    program(variant) {
      const a = new Thing("a", variant === "bad" ? { bad: 1 } : {});
      new Thing("b", { value: a.output });
    },
    steps: [
      { operation: "preview", variant: "bad" },
      { operation: "up", variant: "bad" },
      { operation: "up", variant: "good" },
      { operation: "up", variant: "bad" },
    ],
  },

  "two-of-one-name": {
    program() {
      const a = new Thing("a", { value: 1 });
      new Thing("a", { value: 2 }, { dependsOn: a });
    },
    steps: [
      { operation: "preview", variant: "first" },
      { operation: "up", variant: "first" },
    ],
  },

  /** What was registered before is done; nothing is deleted, since what else the program wants is not known. */
  "program-throws": {
    program(variant) {
      new Thing("a", { value: 1 });
      if (variant === "second") throw new Error("the program has had enough");
      new Thing("b");
    },
    steps: [
      { operation: "up", variant: "first" },
      { operation: "up", variant: "second" },
    ],
  },

  "program-refuses": {
    program(variant) {
      if (variant === "second") throw new pulumi.RunError("the program does not want this");
      new Thing("a");
    },
    steps: [
      { operation: "up", variant: "first" },
      { operation: "preview", variant: "second" },
      { operation: "up", variant: "second" },
    ],
  },

  "child-of-component-fails": {
    program() {
      const g = new Group("g", (group) => ({ made: new Thing("a", {}, { parent: group }).output }));
      new Thing("b", {}, { dependsOn: g });
    },
    steps: [{ operation: "up", variant: "first", faults: { create: ["a"] } }, { operation: "up" }],
  },
};
