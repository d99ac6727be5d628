import type { NormalResult } from "../normal";
import type { ConformancePrograms } from "../program";
import { Thing } from "../resources";

const replacedByFixed = {
  ended: "done" as const,
  keys: ["fixed"],
  diffs: ["fixed", "value"],
  detailedDiff: { fixed: "update-replace", value: "update" },
  inputs: { fixed: "second", value: "second" },
};

/** What a preview of `delete-before-replace-protected-dependent` shows of both. */
const foretold: NormalResult["resources"] = {
  "fake:index:Thing::a": [
    { op: "delete-replaced", ended: "done" },
    { op: "replace", ...replacedByFixed },
    {
      op: "create-replacement",
      ...replacedByFixed,
      outputs: { ...replacedByFixed.inputs, output: "[unknown]", token: "[secret]" },
    },
  ],
  "fake:index:Thing::b": [
    { op: "delete-replaced", ended: "done" },
    { op: "replace", ended: "done", protect: true, inputs: { fixed: "[unknown]" } },
    {
      op: "create-replacement",
      ended: "done",
      keys: ["fixed"],
      protect: true,
      inputs: { fixed: "[unknown]" },
      outputs: { fixed: "[unknown]", output: "[unknown]", token: "[secret]" },
    },
  ],
};

export const replacement: ConformancePrograms = {
  /** Created before the old one is deleted; what needs it is updated, or replaced in turn. */
  "replacement-chain": {
    program(variant) {
      const a = new Thing("a", { fixed: variant === "first" ? 1 : 2, value: variant });
      const b = new Thing("b", { fixed: a.output });
      new Thing("c", { value: b.output });
      new Thing("d", { fixed: b.value });
    },
    steps: [
      { operation: "up", variant: "first" },
      { operation: "preview", variant: "second" },
      { operation: "up", variant: "second" },
    ],
  },

  /** Asked for by the program; what must go with it goes first. */
  "delete-before-replace": {
    program(variant) {
      const a = new Thing("a", { fixed: variant, value: variant }, { deleteBeforeReplace: true });
      const b = new Thing("b", { fixed: a.output });
      const c = new Thing("c", { value: a.output });
      new Thing("d", { fixed: b.output });
      new Thing("e", { fixed: c.value });
      new Thing("f", {}, { dependsOn: a });
    },
    steps: [
      { operation: "up", variant: "first" },
      { operation: "preview", variant: "second" },
      { operation: "up", variant: "second" },
      { operation: "up" },
    ],
  },

  /** Asked for by the provider, and declined by the program. */
  "delete-before-replace-by-provider": {
    program(variant) {
      const a = new Thing("a", { fixed: variant, fragile: true });
      new Thing("b", { fixed: variant, fragile: true }, { deleteBeforeReplace: false });
      new Thing("c", { value: a.output });
    },
    steps: [
      { operation: "up", variant: "first" },
      { operation: "preview", variant: "second" },
      { operation: "up", variant: "second" },
    ],
  },

  "delete-before-replace-protected-dependent": {
    program(variant) {
      const a = new Thing("a", { fixed: variant, value: variant }, { deleteBeforeReplace: true });
      new Thing("b", { fixed: a.output }, { protect: true });
    },
    steps: [
      { operation: "up", variant: "first" },
      { operation: "preview", variant: "second" },
      { operation: "up", variant: "second" },
    ],
    differences: [
      {
        step: 1,
        because: "the preview names what is in the way, and goes on to show why it would have to go",
        ours: (theirs) => ({
          ...theirs,
          diagnostics: ["error: it is protected, fake:index:Thing::b"],
          changes: { ...theirs.changes, replace: 2 },
          resources: { ...theirs.resources, ...foretold },
          order: [
            "create-replacement fake:index:Thing::a, create-replacement fake:index:Thing::b",
            "delete-replaced fake:index:Thing::a, create-replacement fake:index:Thing::b",
            "delete-replaced fake:index:Thing::b, create-replacement fake:index:Thing::a",
            "delete-replaced fake:index:Thing::b, delete-replaced fake:index:Thing::a",
          ],
        }),
      },
    ],
  },

  /** Both are replaced on their own account, the needed one by deleting it first. */
  "delete-before-replace-of-replaced": {
    program(variant) {
      const a = new Thing("a", { fixed: variant }, { deleteBeforeReplace: true });
      new Thing("b", { fixed: variant, value: a.output }, { deleteBeforeReplace: true });
    },
    steps: [
      { operation: "up", variant: "first" },
      { operation: "up", variant: "second" },
    ],
  },

  "ignore-changes": {
    program(variant) {
      const nested = { x: variant, y: variant, list: [{ z: variant }, { z: "same" }] };
      new Thing("a", { value: variant, fixed: variant }, { ignoreChanges: ["value", "fixed"] });
      new Thing("b", { nested }, { ignoreChanges: ["nested.x", "nested.list[0].z"] });
      new Thing("c", { nested }, { ignoreChanges: ["nested.list[*].z"] });
      new Thing("d", { value: variant, other: variant }, { ignoreChanges: ["*"] });
      new Thing("e", variant === "first" ? {} : { value: variant }, { ignoreChanges: ["value"] });
      new Thing("f", variant === "first" ? { value: variant } : {}, { ignoreChanges: ["value"] });
    },
    steps: [
      { operation: "up", variant: "first" },
      { operation: "preview", variant: "second" },
      { operation: "up", variant: "second" },
      { operation: "up" },
    ],
  },

  "replace-on-changes": {
    program(variant) {
      const nested = { x: variant, y: "same", list: [variant] };
      new Thing("a", { value: variant }, { replaceOnChanges: ["value"] });
      new Thing("b", { nested }, { replaceOnChanges: ["nested.x"] });
      new Thing("c", { nested }, { replaceOnChanges: ["nested.y"] });
      new Thing("d", { nested, value: variant }, { replaceOnChanges: ["*"] });
      new Thing("e", { value: variant }, { replaceOnChanges: ["value"], ignoreChanges: ["value"] });
    },
    steps: [
      { operation: "up", variant: "first" },
      { operation: "preview", variant: "second" },
      { operation: "up", variant: "second" },
    ],
  },

  "replacement-trigger": {
    program(variant) {
      const a = new Thing("a", {}, { replacementTrigger: variant });
      new Thing("b", { value: a.output });
    },
    steps: [
      { operation: "up", variant: "first" },
      { operation: "up" },
      { operation: "preview", variant: "second" },
      { operation: "up", variant: "second" },
    ],
  },

  "replace-with": {
    program(variant) {
      const a = new Thing("a", { fixed: variant });
      const b = new Thing("b", {}, { replaceWith: [a] });
      new Thing("c", { value: b.output });
      new Thing("d", {}, { replaceWith: [b] });
    },
    steps: [
      { operation: "up", variant: "first" },
      { operation: "preview", variant: "second" },
      { operation: "up", variant: "second" },
      { operation: "up" },
    ],
  },

  "replace-with-delete-before-replace": {
    program(variant) {
      const a = new Thing("a", { fixed: variant }, { deleteBeforeReplace: true });
      new Thing("b", {}, { replaceWith: [a] });
      new Thing("c", {}, { deletedWith: a });
    },
    steps: [
      { operation: "up", variant: "first" },
      { operation: "up", variant: "second" },
    ],
  },

  /** The display leaves it out; what it is told has it. */
  "hide-diff": {
    program: (variant) => void new Thing("a", { value: variant, other: variant }, { hideDiffs: ["value"] }),
    steps: [
      { operation: "up", variant: "first" },
      { operation: "preview", variant: "second" },
      { operation: "up", variant: "second" },
    ],
  },
};
