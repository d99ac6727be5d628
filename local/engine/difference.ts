/** What changes between a resource and what the program wants of it, and whether that needs a new one. */
import type { DiffKind } from "../provider";
import { type PropertyMap, revealMap } from "../values";
import { changedKeys } from "./properties";
import { containsPath, parsePath, rootOf } from "./property-path";
import type { Providers } from "./providers";
import type { ResourceState } from "./state";
import type { Difference } from "./step";
import { isProviderType, parseUrn } from "./urn";

export interface Changing {
  old: ResourceState;
  /** Inputs and options as the program wants them. */
  state: ResourceState;
  providers: Providers;
  /** URNs of resources that are replaced in this operation. */
  replaced: ReadonlySet<string>;
}

/** Nothing when the resource is as it is wanted. */
export async function differenceOf(changing: Changing): Promise<Difference | undefined> {
  const { old, state } = changing;
  const cause = causeBesidesInputs(changing);
  if (cause) return { replaces: [cause], changed: [], detailed: {}, deleteBeforeReplace: false };
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
  const { urn, type, custom, id = "", provider } = old;
  if (!custom || !provider || isProviderType(type)) return plainDifference(old.inputs, inputs);
  const configured = await providers.configured(provider);
  const diff = await configured.diff(
    { urn, type, name: parseUrn(urn).name, id },
    { inputs: revealMap(old.inputs), outputs: revealMap(old.outputs) },
    revealMap(inputs),
    ignoreChanges,
  );
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

function causeBesidesInputs({ old, state, replaced }: Changing): string | undefined {
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
