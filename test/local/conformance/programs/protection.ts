import { all, nothingDeleted, saying } from "../differences";
import type { ConformancePrograms } from "../program";
import { Group, Thing } from "../resources";

export const protection: ConformancePrograms = {
  "protect-and-let-go": {
    program(variant) {
      if (variant === "gone") return;
      const a = new Thing("a", { value: variant }, { protect: variant !== "free" });
      new Thing("b", { value: a.value });
    },
    steps: [
      { operation: "up", variant: "first" },
      { operation: "up", variant: "second" },
      { operation: "up", variant: "free" },
      { operation: "up", variant: "gone" },
    ],
  },

  "protected-and-replaced": {
    program(variant) {
      const a = new Thing("a", { fixed: variant }, { protect: true });
      new Thing("b", { value: a.output });
    },
    steps: [
      { operation: "up", variant: "first" },
      { operation: "preview", variant: "second" },
      { operation: "up", variant: "second" },
    ],
  },

  "protected-and-dropped": {
    program(variant) {
      if (variant === "gone") return;
      const a = new Thing("a", {}, { protect: true });
      new Thing("b", { value: a.output });
    },
    steps: [
      { operation: "up", variant: "first" },
      { operation: "preview", variant: "gone" },
      { operation: "up", variant: "gone" },
    ],
    differences: [1, 2].map((step) => ({
      step,
      because: "nothing is deleted where something must not be",
      ours: nothingDeleted,
    })),
  },

  "protected-and-destroyed": {
    program() {
      const a = new Thing("a", {}, { protect: true });
      new Thing("b", { value: a.output });
    },
    steps: [{ operation: "up", variant: "first" }, { operation: "destroy" }],
    differences: [
      {
        step: 1,
        because: "a destroy refuses before anything is deleted, and lists all that is protected in one message",
        ours: all(nothingDeleted, saying("error: it is protected")),
      },
    ],
  },

  /** A component protects its children; one of them may decline. */
  "protect-inherited": {
    program() {
      new Group(
        "g",
        (group) => {
          const a = new Thing("a", {}, { parent: group });
          new Thing("b", { value: a.output }, { parent: group, protect: false });
        },
        { protect: true },
      );
      new Thing("c");
    },
    steps: [
      { operation: "up", variant: "first" },
      { operation: "destroy", excludeProtected: true },
      { operation: "up" },
    ],
  },

  /** What a protected resource needs stays too. */
  "destroy-exclude-protected": {
    program() {
      const a = new Thing("a");
      const b = new Thing("b", { value: a.output }, { protect: true });
      const c = new Thing("c", { value: b.output });
      new Thing("d", { value: c.output });
      return { c: c.output };
    },
    steps: [
      { operation: "up", variant: "first" },
      { operation: "destroy", excludeProtected: true },
    ],
  },

  "retain-on-delete": {
    program(variant) {
      if (variant === "gone") return;
      const fixed = variant === "replaced" ? 2 : 1;
      new Thing("a", { fixed }, { retainOnDelete: true });
      new Group("g", (group) => void new Thing("b", {}, { parent: group }), { retainOnDelete: true });
      new Thing("c");
    },
    steps: [
      { operation: "up", variant: "first" },
      { operation: "up", variant: "replaced" },
      { operation: "up", variant: "gone" },
    ],
  },

  "retain-on-delete-in-destroy": {
    program: () => void new Thing("a", {}, { retainOnDelete: true }),
    steps: [{ operation: "up", variant: "first" }, { operation: "destroy" }],
  },

  "deleted-with": {
    program(variant) {
      if (variant === "gone") return;
      const a = new Thing("a", { fixed: variant === "replaced" ? 2 : 1 });
      new Thing("b", {}, { deletedWith: a });
      if (variant !== "less") new Thing("c", { value: a.output }, { deletedWith: a });
    },
    steps: [
      { operation: "up", variant: "first" },
      { operation: "preview", variant: "replaced" },
      { operation: "up", variant: "replaced" },
      { operation: "up", variant: "less" },
      { operation: "up", variant: "gone" },
    ],
  },

  "deleted-with-in-destroy": {
    program() {
      const a = new Thing("a");
      new Thing("b", {}, { deletedWith: a });
    },
    steps: [{ operation: "up", variant: "first" }, { operation: "destroy" }],
  },

  /** The cloud refuses to delete one of them. */
  "destroy-refused": {
    program() {
      const a = new Thing("a");
      const b = new Thing("b", { value: a.output, locked: true });
      new Thing("c", { value: b.output });
      new Thing("d");
    },
    steps: [{ operation: "up", variant: "first" }, { operation: "destroy" }],
    differences: [
      {
        step: 1,
        because: "a destroy asks the cloud first what it would refuse, and lists all of it in one message",
        ours: all(nothingDeleted, saying("error: the cloud refuses")),
      },
    ],
  },
};
