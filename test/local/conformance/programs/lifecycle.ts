import type { ConformancePrograms } from "../program";
import { Group, Thing } from "../resources";

export const lifecycle: ConformancePrograms = {
  /** Created, unchanged, updated, replaced, more, less, and gone; one in a component, and outputs of all kinds. */
  lifecycle: {
    program(variant) {
      const a = new Thing("a", { value: variant === "first" ? 1 : 2, fixed: variant === "replaced" ? 2 : 1 });
      new Group("g", (group) => {
        const b = new Thing("b", { value: a.output }, { parent: group });
        return { inner: b.output };
      });
      if (variant === "more") new Thing("c", { value: a.token });
      return { value: a.value, made: a.output, nested: { token: a.token, list: [a.output, 1, true, null] } };
    },
    steps: [
      { operation: "preview", variant: "first" },
      { operation: "up" },
      { operation: "preview" },
      { operation: "up" },
      { operation: "preview", variant: "second" },
      { operation: "up" },
      { operation: "preview", variant: "replaced" },
      { operation: "up" },
      { operation: "up", variant: "more" },
      { operation: "up", variant: "second" },
      { operation: "destroy" },
    ],
  },

  "names-made-up": {
    program(variant) {
      const a = new Thing("a", { autonamed: true, fixed: variant === "replaced" ? 2 : 1, label: undefined });
      return { label: (a as unknown as { label: unknown }).label };
    },
    steps: [
      { operation: "up", variant: "first" },
      { operation: "up", variant: "first" },
      { operation: "up", variant: "replaced" },
    ],
  },

  "removed-before-needed": {
    /** What needs another goes before it; what is left is not touched. */
    program(variant) {
      if (variant === "none") return;
      const a = new Thing("a");
      if (variant === "one") return;
      const b = new Thing("b", { value: a.output });
      new Thing("c", { value: b.output });
      new Thing("d", {}, { dependsOn: b });
    },
    steps: [
      { operation: "up", variant: "all" },
      { operation: "preview", variant: "one" },
      { operation: "up", variant: "one" },
      { operation: "up", variant: "none" },
    ],
  },
};
