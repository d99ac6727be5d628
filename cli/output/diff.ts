/** What changes in a resource, a line for each property. */
import { containsPath, parsePath, readable, type StepEventMetadata, type StepEventState } from "../../local";
import { isMap } from "./is-map";
import { scalar } from "./values";

export interface PropertyChange {
  sigil: "+" | "~" | "-";
  path: string;
  /** Whether this change is why the resource is replaced. */
  replaces: boolean;
  text: string;
}

/** From what the provider found, where it said so; otherwise from the inputs themselves. */
export function propertyChanges(metadata: StepEventMetadata): PropertyChange[] {
  const [olds, news] = [inputsOf(metadata.old), inputsOf(metadata.new)];
  if (metadata.op === "delete" || metadata.op === "delete-replaced") return [];
  const isHidden = hiddenIn(metadata);
  if (!metadata.old) return compare(undefined, news, "");
  const detailed = Object.entries(metadata.detailedDiff ?? {});
  if (detailed.length === 0) return compare(olds, news, "").filter(({ path }) => !isHidden(path));
  return detailed
    .filter(([path]) => !isHidden(path))
    .map(([path, { diffKind }]) => {
      const old = valueAt(olds, path) ?? valueAt(outputsOf(metadata.old), path);
      const next = valueAt(news, path) ?? valueAt(outputsOf(metadata.new), path);
      const change = oneChange(path, old, next, diffKind.startsWith("add"), diffKind.startsWith("delete"));
      return { ...change, replaces: diffKind.endsWith("-replace") };
    });
}

/** Tells of a path whether the program wants no changes shown there. */
export function hiddenIn({ new: state, old }: StepEventMetadata): (path: string) => boolean {
  const hidden = ((state ?? old)?.hideDiffs ?? []).map(parsePath);
  return (path) => hidden.some((outer) => containsPath(outer, parsePath(path)));
}

function inputsOf(state: StepEventState | null): Record<string, unknown> {
  return readable(state?.inputs ?? {});
}

function outputsOf(state: StepEventState | null): Record<string, unknown> {
  return readable(state?.outputs ?? {});
}

function oneChange(path: string, old: unknown, next: unknown, added: boolean, removed: boolean): PropertyChange {
  const plain = { path, replaces: false };
  if (added || (old === undefined && !removed)) return { ...plain, sigil: "+", text: scalar(next) };
  if (removed) return { ...plain, sigil: "-", text: scalar(old) };
  return { ...plain, sigil: "~", text: `${scalar(old)} => ${scalar(next)}` };
}

function compare(old: unknown, next: unknown, path: string): PropertyChange[] {
  if (Array.isArray(next) && (old === undefined || Array.isArray(old)) && next.length + (old?.length ?? 0) > 0)
    return indexes(old, next).flatMap((i) => compare(old?.[i], next[i], `${path}[${i}]`));
  if (isMap(next) && (old === undefined || isMap(old)) && Object.keys({ ...old, ...next }).length > 0)
    return Object.keys({ ...old, ...next })
      .filter((key) => !key.startsWith("__")) // a provider's bookkeeping
      .flatMap((key) => compare(old?.[key], next[key], joined(path, key)));
  if (JSON.stringify(old) === JSON.stringify(next)) return [];
  return [oneChange(path, old, next, old === undefined, next === undefined)];
}

function indexes(old: readonly unknown[] | undefined, next: readonly unknown[]): number[] {
  return Array.from({ length: Math.max(old?.length ?? 0, next.length) }, (_, i) => i);
}

function joined(path: string, key: string): string {
  if (!/^[^.[\]"]+$/.test(key)) return `${path}[${JSON.stringify(key)}]`;
  return path === "" ? key : `${path}.${key}`;
}

function valueAt(root: unknown, path: string): unknown {
  let value = root;
  for (const key of parsePath(path)) value = (value as Record<string | number, unknown> | null | undefined)?.[key];
  return value;
}
