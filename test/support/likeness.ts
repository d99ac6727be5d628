/**
 * Whether two stacks have come to the same end: everything in the cloud and in the state, but for the order of the state
 * (parallel steps end in any), its two timestamps, the names that resources had before the last run (which is not the
 * same run), who called the program (a stopped run is called from elsewhere), and the ids of providers, which the engine
 * gives by chance.
 */
import type * as local from "../../local";
import { Secret } from "../../local";

/** Where a stack has come to. */
export interface End {
  cloud: local.LocalCloud;
  state: local.Snapshot;
}

/** What two alike stacks have in common, as plain values. */
export function contentOf({ cloud, state }: End): unknown {
  return plain({ cloud: cloud.memory(), state: comparable(state) });
}

function comparable({ resources, pendingOperations }: local.Snapshot): object {
  const providerIds = new Map(
    resources.flatMap(({ type, urn, id }) => (type.startsWith("pulumi:providers:") && id ? [[id, urn] as const] : [])),
  );
  const ofProvider = (text: string) => {
    const id = text.slice(text.lastIndexOf("::") + 2);
    return providerIds.has(id) ? text.replace(id, "ID") : text;
  };
  const plain = (state: local.ResourceState) => {
    const {
      created: _created,
      modified: _modified,
      aliases: _aliases,
      stackTrace: _frames,
      id,
      provider,
      ...rest
    } = state;
    return {
      ...rest,
      ...(id !== undefined && { id: providerIds.has(id) ? "ID" : id }),
      ...(provider !== undefined && { provider: ofProvider(provider) }),
    };
  };
  return {
    resources: Object.fromEntries(
      resources.map((state) => [`${state.urn}${state.delete ? " (replaced)" : ""}`, plain(state)]),
    ),
    pendingOperations: pendingOperations.map(({ type, resource }) => `${type} ${resource.urn}`).sort(),
    count: resources.length, // of one URN there must not be two
  };
}

/** A secret is what it hides. */
function plain(value: unknown): unknown {
  if (value instanceof Secret) return { secret: plain(value.value) };
  if (!isNest(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]));
}

/** What is different in plain values: a line for each thing, by its place. */
export function differing(path: string, expected: unknown, actual: unknown): string[] {
  if (isNest(expected) && isNest(actual))
    return [...new Set([...Object.keys(expected), ...Object.keys(actual)])].flatMap((key) =>
      differing(`${path}/${key}`, expected[key], actual[key]),
    );
  if (Object.is(expected, actual)) return [];
  const shown = (value: unknown) => (value === undefined ? "nothing" : JSON.stringify(value).slice(0, 200));
  return [`${path}: ${shown(actual)} and not ${shown(expected)}`];
}

function isNest(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
