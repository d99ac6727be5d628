/** What changes between a resource and what the program wants of it, and whether that needs a new one. */
import type { DiffKind } from "../provider";
import { containsUnknown, type PropertyMap, type PropertyValue, reveal, revealMap } from "../values";
import { changedKeys, sameValue } from "./properties";
import { containsPath, parsePath, rootOf } from "./property-path";
import { type Providers, placed, revealed } from "./providers";
import type { ResourceState } from "./state";
import { type Difference, uncompared } from "./step";
import { isProviderType } from "./urn";

export interface Changing {
  old: ResourceState;
  /** Inputs and options as the program wants them. */
  state: ResourceState;
  providers: Providers;
  /** URNs of resources that are replaced in this operation. */
  replaced: ReadonlySet<string>;
  /** Whether a person wants it replaced (`--replace`, `taint`). */
  forced: boolean;
}

/** Nothing when the resource is as it is wanted. */
export async function differenceOf(changing: Changing): Promise<Difference | undefined> {
  const { old, state } = changing;
  if (isTriggered(old.replacementTrigger, state.replacementTrigger)) return { ...uncompared, triggered: true };
  const cause = causeBesidesInputs(changing);
  if (cause) return { ...uncompared, replaces: [cause] };
  if (state.provider && changing.providers.isUnknown(state.provider)) return { ...uncompared, unavailable: true };
  const difference = await inputDifference(old, state.inputs, state.ignoreChanges ?? [], changing.providers);
  if (difference.changed.length > 0) return withReplaceOnChanges(difference, state.replaceOnChanges ?? []);
  // An update that did not get to its end is tried again.
  return (old.initErrors ?? []).length > 0 ? difference : undefined;
}

/** The difference in inputs alone; also asked for with unknowns, to learn whether a dependent would be replaced. */
export async function inputDifference(
  old: ResourceState,
  inputs: PropertyMap,
  ignoreChanges: readonly string[],
  providers: Providers,
): Promise<Difference> {
  const { type, custom, provider } = old;
  if (!custom || !provider || isProviderType(type)) return plainDifference(old.inputs, inputs);
  const configured = await providers.configured(provider);
  const diff = await configured.diff(placed(old), revealed(old), revealMap(inputs), ignoreChanges);
  const changed = [...new Set([...Object.keys(diff.detailed).map(rootOf), ...diff.replaces])];
  return { ...diff, changed };
}

/** As the real engine has it: a path in the list makes any change at it, or inside it, a replacement. */
export function withReplaceOnChanges(difference: Difference, paths: readonly string[]): Difference {
  const outer = paths.map(parsePath);
  const replaces = (path: string) => outer.some((candidate) => containsPath(candidate, parsePath(path)));
  const detailed = Object.entries(difference.detailed).map(([path, kind]) => [
    path,
    replaces(path) ? toReplace(kind) : kind,
  ]);
  const roots = Object.keys(difference.detailed).filter(replaces).map(rootOf);
  return {
    ...difference,
    replaces: [...new Set([...difference.replaces, ...roots, ...difference.changed.filter(replaces)])],
    detailed: Object.fromEntries(detailed),
  };
}

/** The same seen from the other side: what has come about, instead of what would undo it (`DiffResult.Invert`). */
export function inverted(difference: Difference): Difference {
  const detailed = Object.entries(difference.detailed).map(([path, kind]) => [path, invertedKinds[kind]]);
  return { ...difference, detailed: Object.fromEntries(detailed) };
}

const invertedKinds: Record<DiffKind, DiffKind> = {
  add: "delete",
  "add-replace": "delete-replace",
  delete: "add",
  "delete-replace": "add-replace",
  update: "update",
  "update-replace": "update-replace",
};

/** A trigger that is new, or gone, triggers nothing; one that is not known is taken for a change. */
function isTriggered(old: PropertyValue | undefined, wanted: PropertyValue | undefined): boolean {
  if (containsUnknown(old) || containsUnknown(wanted)) return true;
  if (old === undefined || wanted === undefined) return false;
  return !sameValue(reveal(old), reveal(wanted));
}

/** In the real engine's words, and in the order in which it asks (`stepGenerator.diff`). */
function causeBesidesInputs({ old, state, replaced, forced }: Changing): string | undefined {
  if (forced) return "id";
  if ((state.replaceWith ?? []).some((urn) => replaced.has(urn))) return "replaceWith";
  if (state.deletedWith && replaced.has(state.deletedWith)) return "deletedWith";
  // Another provider takes over what the old one made; only between component and resource there is nothing to take.
  if (!isProviderType(state.type) && !old.provider !== !state.provider) return "provider";
  return undefined;
}

function plainDifference(olds: PropertyMap, news: PropertyMap): Difference {
  const changed = changedKeys(olds, news);
  const kindOf = (key: string): DiffKind => (!(key in olds) ? "add" : key in news ? "update" : "delete");
  return {
    replaces: [],
    changed,
    detailed: Object.fromEntries(changed.map((key) => [key, kindOf(key)])),
    deleteBeforeReplace: false,
  };
}

function toReplace(kind: DiffKind): DiffKind {
  return kind.endsWith("-replace") ? kind : (`${kind}-replace` as DiffKind);
}
