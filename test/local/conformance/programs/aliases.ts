import type { ConformancePrograms } from "../program";
import { Group, Item, Thing } from "../resources";

export const aliases: ConformancePrograms = {
  "alias-name": {
    program(variant) {
      const a =
        variant === "old" ? new Thing("a") : new Thing("renamed", { value: variant }, { aliases: [{ name: "a" }] });
      new Thing("b", { value: a.output });
    },
    steps: [
      { operation: "up", variant: "old" },
      { operation: "preview", variant: "new" },
      { operation: "up", variant: "new" },
      { operation: "up" },
    ],
  },

  "alias-type": {
    program(variant) {
      if (variant === "old") new Thing("a");
      else new Item("a", {}, { aliases: [{ type: "fake:index:Thing" }] });
    },
    steps: [{ operation: "up", variant: "old" }, { operation: "up", variant: "new" }, { operation: "up" }],
  },

  "alias-urn": {
    program(variant) {
      if (variant === "old") new Thing("a");
      else new Thing("renamed", {}, { aliases: ["urn:pulumi:dev::shop::fake:index:Thing::a"] });
    },
    steps: [
      { operation: "up", variant: "old" },
      { operation: "up", variant: "new" },
    ],
  },

  /** A component is renamed, and its children, which are named after it, with it. */
  "alias-of-parent": {
    program(variant) {
      const name = variant === "old" ? "g" : "renamed";
      const options = variant === "old" ? {} : { aliases: [{ name: "g" }] };
      new Group(
        name,
        (group) => {
          new Thing(`${name}-a`, {}, { parent: group });
          new Group("inner", (inner) => void new Thing("b", {}, { parent: inner }), { parent: group });
        },
        options,
      );
    },
    steps: [
      { operation: "up", variant: "old" },
      { operation: "preview", variant: "new" },
      { operation: "up", variant: "new" },
      { operation: "up" },
    ],
  },

  /** Into a component, out of it, and from one to another. */
  "moved-between-parents": {
    program(variant) {
      const g = new Group("g");
      const h = new Group("h");
      if (variant === "top") new Thing("a");
      if (variant === "in g") new Thing("a", {}, { parent: g, aliases: [{ parent: undefined }] });
      if (variant === "in h") new Thing("a", {}, { parent: h, aliases: [{ parent: g }] });
    },
    steps: [
      { operation: "up", variant: "top" },
      { operation: "up", variant: "in g" },
      { operation: "up", variant: "in h" },
      { operation: "up" },
    ],
  },

  /** Renamed and replaced at once. */
  "alias-and-replacement": {
    program(variant) {
      if (variant === "old") new Thing("a", { fixed: 1 });
      else new Thing("renamed", { fixed: 2 }, { aliases: [{ name: "a" }] });
    },
    steps: [
      { operation: "up", variant: "old" },
      { operation: "up", variant: "new" },
    ],
  },

  /** The replaced one stays until another run deletes it. */
  "alias-and-replacement-fails": {
    program(variant) {
      const a =
        variant === "old"
          ? new Thing("a", { fixed: 1 })
          : new Thing("renamed", { fixed: 2 }, { aliases: [{ name: "a" }] });
      new Thing("b", { value: a.output });
    },
    steps: [
      { operation: "up", variant: "old" },
      { operation: "up", variant: "new", faults: { delete: ["a", "renamed"] } },
      { operation: "up" },
    ],
  },

  /** Two resources cannot be the same former one. */
  "alias-claimed-twice": {
    program(variant) {
      if (variant === "old") new Thing("a");
      else {
        const b = new Thing("b", {}, { aliases: [{ name: "a" }] });
        new Thing("c", {}, { aliases: [{ name: "a" }], dependsOn: b });
      }
    },
    steps: [
      { operation: "up", variant: "old" },
      { operation: "preview", variant: "new" },
    ],
  },
};
