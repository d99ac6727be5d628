import type { ConformanceCloud } from "../cloud";
import type { ConformancePrograms } from "../program";
import { Thing } from "../resources";

const make = (id: string, value: unknown) => (cloud: ConformanceCloud) =>
  void cloud.things.set(id, { type: "fake:index:Thing", urn: "", inputs: { value: value as string } });

export const reading: ConformancePrograms = {
  /** What exists elsewhere: read every time, and never changed or deleted. */
  get: {
    program(variant) {
      if (variant === "gone") return;
      const found = Thing.get("found", variant === "other" ? "there-2" : "there");
      new Thing("b", { value: found.output });
      return { output: found.output };
    },
    steps: [
      { operation: "preview", variant: "first", edit: make("there", "one") },
      { operation: "up", variant: "first" },
      { operation: "up", edit: make("there", "two") },
      { operation: "up", variant: "other", edit: make("there-2", "three") },
      { operation: "up", variant: "gone" },
    ],
  },

  "get-of-unknown-id": {
    program() {
      const a = new Thing("a");
      Thing.get("found", a.output);
    },
    steps: [
      { operation: "preview", variant: "first", edit: make("!", "one") },
      { operation: "up", variant: "first" },
    ],
  },

  "get-of-nothing": {
    program: () => void Thing.get("found", "there"),
    steps: [
      { operation: "preview", variant: "first" },
      { operation: "up", variant: "first" },
    ],
  },

  /** What was read is made, and what was made is read. */
  "get-and-own": {
    program(variant) {
      if (variant === "read") Thing.get("a", "there");
      else new Thing("a", { value: 1 });
    },
    steps: [
      { operation: "up", variant: "read", edit: make("there", "one") },
      { operation: "up", variant: "own" },
      { operation: "up", variant: "read" },
    ],
  },
};
