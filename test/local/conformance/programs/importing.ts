import type { ConformanceCloud } from "../cloud";
import type { ConformancePrograms } from "../program";
import { Thing } from "../resources";

const make = (id: string, inputs: Record<string, string | number>) => (cloud: ConformanceCloud) =>
  void cloud.things.set(id, { type: "fake:index:Thing", urn: "", inputs });

export const importing: ConformancePrograms = {
  /** As it is; then like any other. */
  import: {
    program(variant) {
      const options = variant === "imported" ? { import: "there" } : {};
      const a = new Thing("a", { value: variant === "changed" ? 2 : 1 }, options);
      new Thing("b", { value: a.output });
    },
    steps: [
      { operation: "preview", variant: "imported", edit: make("there", { value: 1 }) },
      { operation: "up", variant: "imported" },
      { operation: "up", variant: "imported" },
      { operation: "up", variant: "plain" },
      { operation: "up", variant: "changed" },
      { operation: "destroy" },
    ],
  },

  /** The program wants it otherwise than it is. */
  "import-of-other": {
    program: () => void new Thing("a", { value: 1 }, { import: "there" }),
    steps: [
      { operation: "preview", variant: "first", edit: make("there", { value: 2, more: 1 }) },
      { operation: "up", variant: "first" },
    ],
  },

  "import-of-nothing": {
    program: () => void new Thing("a", { value: 1 }, { import: "there" }),
    steps: [
      { operation: "preview", variant: "first" },
      { operation: "up", variant: "first" },
    ],
  },

  /** In place of what was made. */
  "import-over-own": {
    program: (variant) => void new Thing("a", { value: 1 }, variant === "imported" ? { import: "there" } : {}),
    steps: [
      { operation: "up", variant: "own", edit: make("there", { value: 1 }) },
      { operation: "preview", variant: "imported" },
      { operation: "up", variant: "imported" },
    ],
  },
};
