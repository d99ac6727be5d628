/** What the program wants of a resource: a registration, decoded, with what it inherits from its parent. */
import type { Alias } from "@pulumi/pulumi/proto/alias_pb";
import type { RegisterResourceRequest, TransformResourceOptions } from "@pulumi/pulumi/proto/resource_pb";
import type { PropertyMap, PropertyValue } from "../values";
import { EngineError } from "./errors";
import { fromWire, type Json } from "./marshal";
import type { ResourceState } from "./state";

export interface AliasSpec {
  urn?: string;
  name?: string;
  type?: string;
  stack?: string;
  project?: string;
  parent?: string;
  noParent?: boolean;
}

export interface Goal {
  type: string;
  name: string;
  custom: boolean;
  properties: PropertyMap;
  parent: string;
  dependencies: string[];
  propertyDependencies: Record<string, string[]>;
  /** Reference of the provider; empty for components and providers. */
  provider: string;
  protect?: boolean;
  retainOnDelete?: boolean;
  deleteBeforeReplace?: boolean;
  ignoreChanges: string[];
  replaceOnChanges: string[];
  hideDiff: string[];
  additionalSecretOutputs: string[];
  aliases: AliasSpec[];
  customTimeouts: NonNullable<ResourceState["customTimeouts"]>;
  deletedWith: string;
  replaceWith: string[];
  /** A value whose change replaces the resource. */
  replacementTrigger?: PropertyValue;
  importId: string;
  hooks: Record<string, string[]>;
  sourcePosition?: string;
  stackTrace?: ResourceState["stackTrace"];
}

/** Those options of a registration that a transform may change, decoded. */
export type GoalOptions = Omit<
  Goal,
  "type" | "name" | "custom" | "properties" | "parent" | "propertyDependencies" | "sourcePosition" | "stackTrace"
>;

export function optionsOf(options: TransformResourceOptions): GoalOptions {
  return {
    dependencies: options.getDependsOnList(),
    provider: options.getProvider(),
    protect: options.hasProtect() ? options.getProtect() : undefined,
    retainOnDelete: options.hasRetainOnDelete() ? options.getRetainOnDelete() : undefined,
    deleteBeforeReplace: options.hasDeleteBeforeReplace() ? options.getDeleteBeforeReplace() : undefined,
    ignoreChanges: options.getIgnoreChangesList(),
    replaceOnChanges: options.getReplaceOnChangesList(),
    hideDiff: options.getHideDiffList(),
    additionalSecretOutputs: options.getAdditionalSecretOutputsList(),
    aliases: options.getAliasesList().map(aliasOf),
    customTimeouts: timeoutsOf(options.getCustomTimeouts()),
    deletedWith: options.getDeletedWith(),
    replaceWith: options.getReplaceWithList(),
    replacementTrigger: triggerOf(options),
    importId: options.getImport(),
    hooks: hooksOf(options.getHooks()),
  };
}

/** A child is protected, retained and deleted as its parent is, unless it says otherwise. */
export function inherit(goal: Goal, parent: Goal | undefined): Goal {
  if (!parent) return goal;
  return {
    ...goal,
    protect: goal.protect ?? parent.protect,
    retainOnDelete: goal.retainOnDelete ?? parent.retainOnDelete,
    deletedWith: goal.deletedWith || parent.deletedWith,
  };
}

function aliasOf(alias: Alias): AliasSpec {
  const spec = alias.getSpec();
  if (!spec) return { urn: alias.getUrn() };
  return {
    name: spec.getName(),
    type: spec.getType(),
    stack: spec.getStack(),
    project: spec.getProject(),
    parent: spec.getParenturn(),
    noParent: spec.getNoparent(),
  };
}

/** Null means that there is none. */
function triggerOf(options: TransformResourceOptions): PropertyValue | undefined {
  const trigger = fromWire((options.getReplacementTrigger()?.toJavaScript() ?? null) as Json, "replacementTrigger");
  return trigger === null ? undefined : trigger;
}

function timeoutsOf(timeouts: RegisterResourceRequest.CustomTimeouts | undefined): Goal["customTimeouts"] {
  if (!timeouts) return {};
  const entries = Object.entries({
    create: timeouts.getCreate(),
    update: timeouts.getUpdate(),
    delete: timeouts.getDelete(),
    read: timeouts.getRead(),
  });
  return Object.fromEntries(entries.filter(([, text]) => text !== "").map(([key, text]) => [key, seconds(text, key)]));
}

const unitSeconds: Record<string, number> = { h: 3600, m: 60, s: 1, ms: 1e-3, us: 1e-6, µs: 1e-6, ns: 1e-9 };

/** A duration as Go writes it. */
function seconds(text: string, option: string): number {
  if (!/^(\d+(\.\d+)?(h|m|s|ms|us|µs|ns))+$/.test(text))
    throw new EngineError(`customTimeouts.${option} is ${JSON.stringify(text)}; write a duration like "5m" or "1h30m"`);
  const parts = text.matchAll(/(\d+(?:\.\d+)?)(h|ms|m|s|us|µs|ns)/g);
  return [...parts].reduce((sum, [, count, unit]) => sum + Number(count) * (unitSeconds[unit as string] as number), 0);
}

/** By the names that the state keeps them under. */
function hooksOf(hooks: RegisterResourceRequest.ResourceHooksBinding | undefined): Record<string, string[]> {
  if (!hooks) return {};
  const byType = {
    BeforeCreate: hooks.getBeforeCreateList(),
    AfterCreate: hooks.getAfterCreateList(),
    BeforeUpdate: hooks.getBeforeUpdateList(),
    AfterUpdate: hooks.getAfterUpdateList(),
    BeforeDelete: hooks.getBeforeDeleteList(),
    AfterDelete: hooks.getAfterDeleteList(),
    OnError: hooks.getOnErrorList(),
  };
  return Object.fromEntries(Object.entries(byType).filter(([, names]) => names.length > 0));
}
