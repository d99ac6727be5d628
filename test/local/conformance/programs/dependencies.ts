import * as pulumi from "@pulumi/pulumi";
import type { ConformancePrograms } from "../program";
import { FakeProvider, Group, Thing } from "../resources";

export const dependencies: ConformancePrograms = {
  "depends-on": {
    program(variant) {
      const a = new Thing("a");
      const g = new Group("g", (group) => void new Thing("b", {}, { parent: group }));
      new Thing("c", {}, { dependsOn: variant === "first" ? [a] : [a, g] });
    },
    steps: [
      { operation: "up", variant: "first" },
      { operation: "preview", variant: "second" },
      { operation: "up", variant: "second" },
      { operation: "destroy" },
    ],
  },

  "property-dependencies": {
    program() {
      const a = new Thing("a");
      const b = new Thing("b");
      new Thing("c", {
        value: pulumi.interpolate`${a.output} and ${b.output}`,
        other: { inner: [a.output] },
        plain: 1,
      });
    },
    steps: [{ operation: "up", variant: "first" }],
  },

  /** Providers made by the program, with what depends on them; changed, exchanged, taken away. */
  providers: {
    program(variant) {
      const one = new FakeProvider("one", { region: variant === "first" ? "north" : "south" });
      const two = new FakeProvider("two", { region: "west" });
      new Thing("a", {}, { provider: one });
      if (variant !== "less") new Thing("b", {}, { provider: variant === "exchanged" ? one : two });
      new Group("g", (group) => void new Thing("c", {}, { parent: group }), { providers: [two] });
      new Thing("d");
    },
    steps: [
      { operation: "up", variant: "first" },
      { operation: "preview", variant: "changed" },
      { operation: "up", variant: "changed" },
      { operation: "preview", variant: "exchanged" },
      { operation: "up", variant: "exchanged" },
      { operation: "up", variant: "less" },
      { operation: "destroy" },
    ],
  },

  /** From the default provider to one of the program's, and back. */
  "provider-instead-of-default": {
    program(variant) {
      const own = variant === "own" ? new FakeProvider("own") : undefined;
      new Thing("a", {}, { provider: own });
    },
    steps: [
      { operation: "up", variant: "default" },
      { operation: "preview", variant: "own" },
      { operation: "up", variant: "own" },
      { operation: "up", variant: "default" },
    ],
  },

  /** A preview does not know how the provider will be configured. */
  "provider-of-unknown": {
    program(variant) {
      const a = new Thing("a", { value: variant });
      const provider = new FakeProvider("own", { region: a.output });
      const b = new Thing("b", { value: 1 }, { provider });
      return { b: b.value };
    },
    steps: [
      { operation: "preview", variant: "first" },
      { operation: "up", variant: "first" },
      { operation: "preview", variant: "second" },
      { operation: "up", variant: "second" },
    ],
  },

  "provider-replaced": {
    program(variant) {
      const provider = new FakeProvider(
        "own",
        { region: "north" },
        variant === "first" ? {} : { replaceOnChanges: ["region"] },
      );
      new Thing("a", {}, { provider });
    },
    steps: [
      { operation: "up", variant: "first" },
      { operation: "up", variant: "second" },
    ],
  },

  versions: {
    program(variant) {
      new Thing("a", {}, { version: variant === "first" ? "1.0.0" : "1.1.0" });
      new Thing("b", {}, { version: "1.0.0" });
    },
    steps: [
      { operation: "up", variant: "first" },
      { operation: "up", variant: "second" },
    ],
  },
};
