import * as pulumi from "@pulumi/pulumi";
import type { ConformancePrograms } from "../program";
import { Group, Thing } from "../resources";

export const values: ConformancePrograms = {
  secrets: {
    program(variant) {
      const secret = pulumi.secret(variant);
      const a = new Thing("a", { value: secret, open: variant });
      const b = new Thing("b", { nested: { inner: secret, open: 1 }, list: ["open", secret] });
      const c = new Thing("c", { value: a.token }, { additionalSecretOutputs: ["output", "missing"] });
      new Thing("d", { value: c.output, more: pulumi.all([a.output, b.token]) });
      return { secret, nested: { a: a.value, list: [c.output] }, open: a.urn };
    },
    steps: [
      { operation: "preview", variant: "first" },
      { operation: "up", variant: "first" },
      { operation: "preview", variant: "second" },
      { operation: "up", variant: "second" },
      { operation: "up" },
    ],
  },

  /** A value becomes a secret, and no secret any more. */
  "secrecy-alone": {
    program(variant) {
      new Thing("a", { value: variant === "secret" ? pulumi.secret("same") : "same" });
      new Thing("b", {}, { additionalSecretOutputs: variant === "secret" ? ["output"] : [] });
    },
    steps: [
      { operation: "up", variant: "open" },
      { operation: "preview", variant: "secret" },
      { operation: "up", variant: "secret" },
      { operation: "up", variant: "open" },
    ],
  },

  /** What only the update will know: it may update, replace, or change nothing. */
  "unknown-in-preview": {
    program(variant) {
      const a = new Thing("a", { value: variant === "first" ? 1 : 2 });
      new Thing("b", { value: a.output, nested: { list: [a.output, "known"] } });
      new Thing("c", { fixed: a.output });
      if (variant !== "first") new Thing("e", { value: new Thing("d").output });
      return { output: a.output, nested: { list: [a.output] } };
    },
    steps: [
      { operation: "preview", variant: "first" },
      { operation: "up", variant: "first" },
      { operation: "preview", variant: "second" },
      { operation: "up", variant: "second" },
    ],
  },

  /** Left out, null, empty, and of every type. */
  "odd-values": {
    program(variant) {
      const first = variant === "first";
      const a = new Thing("a", {
        value: first ? null : "",
        none: undefined,
        empty: {},
        list: first ? [] : [null, "", 0, false, { a: null }],
        text: 'ü 漢 \n " \\ $[x]',
        number: first ? 1.5 : -0.25,
        large: 2 ** 53,
        yes: first,
        date: "2026-01-01",
        "dotted.key": { "other key": 1 },
      });
      return { a: a.value, nothing: null, none: undefined, list: [] };
    },
    steps: [
      { operation: "up", variant: "first" },
      { operation: "up" },
      { operation: "preview", variant: "second" },
      { operation: "up", variant: "second" },
    ],
  },

  components: {
    program(variant) {
      const outer = new Group("outer", (group) => {
        const inner = new Group(
          "inner",
          (innermost) => ({ thing: new Thing("a", { value: variant }, { parent: innermost }).output }),
          { parent: group },
        );
        return { variant, secret: pulumi.secret(variant), inner: inner.urn };
      });
      new Group("empty", () => undefined, { dependsOn: outer });
      return { urn: outer.urn };
    },
    steps: [{ operation: "up", variant: "first" }, { operation: "up", variant: "second" }, { operation: "destroy" }],
  },

  /** A resource itself as a value. */
  "resource-as-value": {
    program() {
      const a = new Thing("a");
      new Thing("b", { thing: a });
      return { a, list: [a] };
    },
    steps: [{ operation: "preview", variant: "first" }, { operation: "up", variant: "first" }, { operation: "up" }],
  },

  /** Outputs come, change and go. */
  "stack-outputs": {
    program(variant) {
      const a = new Thing("a");
      if (variant === "first") return { one: 1, made: a.output, secret: pulumi.secret({ inner: [1] }) };
      if (variant === "second") return { one: 2, token: a.token };
      return undefined;
    },
    steps: [
      { operation: "up", variant: "first" },
      { operation: "preview", variant: "second" },
      { operation: "up", variant: "second" },
      { operation: "up", variant: "none" },
    ],
  },

  "custom-timeouts": {
    program: (variant) =>
      void new Thing(
        "a",
        {},
        { customTimeouts: variant === "first" ? { create: "5m", update: "1h30m" } : { delete: "90s" } },
      ),
    steps: [{ operation: "up", variant: "first" }, { operation: "up", variant: "second" }, { operation: "destroy" }],
  },
};
