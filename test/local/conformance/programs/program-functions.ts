import * as pulumi from "@pulumi/pulumi";
import type { ConformancePrograms } from "../program";
import { Group, Thing } from "../resources";

const tag =
  (name: string): pulumi.ResourceTransform =>
  async ({ props, opts }) => ({ props: { ...props, [name]: true }, opts });

export const programFunctions: ConformancePrograms = {
  /** A resource's own come first, then its parents', then the stack's. */
  transforms: {
    ownProcess: true,
    program() {
      pulumi.runtime.registerResourceTransform(async ({ type, props, opts }) =>
        type === "fake:index:Thing"
          ? { props: { ...props, order: `${props.order ?? ""} stack` }, opts: { ...opts, protect: false } }
          : undefined,
      );
      const inOrder =
        (name: string): pulumi.ResourceTransform =>
        async ({ props, opts }) => ({ props: { ...props, order: `${props.order ?? ""} ${name}` }, opts });
      const a = new Thing("a", {}, { transforms: [inOrder("one"), inOrder("two")], protect: true });
      new Group(
        "g",
        (group) => void new Thing("b", { value: a.output }, { parent: group, transforms: [inOrder("own")] }),
        { transforms: [inOrder("parent")] },
      );
      new Thing("c", {}, { transforms: [async ({ props, opts }) => ({ props, opts: { ...opts, dependsOn: [a] } })] });
      new Thing("d", { value: pulumi.secret("s") }, { transforms: [tag("added")] });
    },
    steps: [{ operation: "preview", variant: "first" }, { operation: "up", variant: "first" }, { operation: "up" }],
  },

  "transform-of-options": {
    program(variant) {
      pulumi.runtime.registerResourceTransform(async ({ name, props, opts }) => {
        if (name === "a") return { props, opts: { ...opts, ignoreChanges: ["value"] } };
        if (name === "b") return { props, opts: { ...opts, deleteBeforeReplace: true, retainOnDelete: true } };
        if (name === "c") return { props, opts: { ...opts, additionalSecretOutputs: ["output"] } };
        return undefined;
      });
      new Thing("a", { value: variant });
      new Thing("b", { fixed: variant });
      new Thing("c", { value: variant });
    },
    steps: [
      { operation: "up", variant: "first" },
      { operation: "up", variant: "second" },
    ],
  },

  hooks: {
    ownProcess: true,
    program(variant) {
      const hook = (name: string) =>
        new pulumi.ResourceHook(name, async ({ name: of }) => pulumi.log.info(`${name} of ${of}`));
      const hooks = {
        beforeCreate: [hook("before create")],
        afterCreate: [hook("after create")],
        beforeUpdate: [hook("before update")],
        afterUpdate: [hook("after update")],
        beforeDelete: [hook("before delete")],
        afterDelete: [hook("after delete")],
      };
      if (variant !== "gone") new Thing("a", { value: variant, fixed: variant === "replaced" ? 2 : 1 }, { hooks });
    },
    steps: [
      { operation: "preview", variant: "first" },
      { operation: "up", variant: "first" },
      { operation: "up", variant: "second" },
      { operation: "up", variant: "replaced" },
      { operation: "up", variant: "gone" },
    ],
  },

  "hooks-that-fail": {
    program(variant) {
      const failing = new pulumi.ResourceHook("failing", async () => {
        throw new Error("the hook does not like it");
      });
      const a = new Thing("a", {}, { hooks: variant === "before" ? { beforeCreate: [failing] } : {} });
      new Thing("b", { value: a.output });
      new Thing("c", {}, { hooks: variant === "after" ? { afterCreate: [failing] } : {} });
    },
    steps: [
      { operation: "up", variant: "before" },
      { operation: "up", variant: "none" },
    ],
  },

  "hook-that-fails-after": {
    program() {
      const failing = new pulumi.ResourceHook("failing", async () => {
        throw new Error("the hook does not like it");
      });
      const a = new Thing("a", {}, { hooks: { afterCreate: [failing] } });
      new Thing("b", { value: a.output });
    },
    steps: [{ operation: "up", variant: "first" }],
  },

  "error-hook": {
    program() {
      let tries = 0;
      const again = new pulumi.ErrorHook("again", async () => ++tries < 3);
      new Thing("a", {}, { hooks: { onError: [again] } });
    },
    steps: [{ operation: "up", variant: "first", faults: { create: ["a"] } }],
  },

  /** A function of the provider. */
  invoke: {
    program() {
      const a = new Thing("a");
      const known = pulumi.runtime.invokeOutput("fake:index:echo", { text: "known" });
      const later = pulumi.runtime.invokeOutput("fake:index:echo", { text: a.output });
      new Thing("b", { value: known, later });
      return { known, later };
    },
    steps: [
      { operation: "preview", variant: "first" },
      { operation: "up", variant: "first" },
    ],
  },

  "invoke-transform": {
    program() {
      pulumi.runtime.registerInvokeTransform(async ({ args, opts }) => ({ args: { ...args, more: 1 }, opts }));
      return { echo: pulumi.runtime.invokeOutput("fake:index:echo", { text: "known" }) };
    },
    steps: [
      { operation: "preview", variant: "first" },
      { operation: "up", variant: "first" },
    ],
  },

  log: {
    program() {
      pulumi.log.info("an info");
      pulumi.log.warn("a warning", new Thing("a"));
      pulumi.log.debug("of no interest");
    },
    steps: [{ operation: "up", variant: "first" }],
  },
};
