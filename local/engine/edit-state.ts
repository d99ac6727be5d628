/** Changes that a person makes to a state by hand: from a snapshot to another one that still holds together. */
import { nearestName } from "../nearest-name";
import { EngineError } from "./errors";
import { urnsNeededBy } from "./graph";
import type { PendingOperation, ResourceState, Snapshot } from "./state";
import { parseUrn } from "./urn";

/** The resource of a URN, or of a name that only one resource has. Throws, with what there is, where that is not clear. */
export function findResource({ resources }: Snapshot, text: string): ResourceState {
  const living = resources.filter((state) => !state.delete);
  const isMeant = text.startsWith("urn:")
    ? ({ urn }: ResourceState) => urn === text
    : ({ urn }: ResourceState) => parseUrn(urn).name === text;
  const [found, ...others] = [
    ...living.filter(isMeant),
    ...resources.filter((state) => state.delete && isMeant(state)),
  ];
  if (!found) throw new EngineError(`the state has no resource ${JSON.stringify(text)}${hint(text, living)}`);
  if (others.some(({ urn }) => urn !== found.urn)) {
    const urns = [found, ...others].map(({ urn }) => `\n  ${urn}`).join("");
    throw new EngineError(`${JSON.stringify(text)} is the name of several resources; give the URN of one:${urns}`);
  }
  return found;
}

export interface Forgetting {
  /** Also what needs it. */
  dependents: boolean;
  /** Even where it is protected. */
  force: boolean;
}

/** Without a resource; with all that is forgotten, what needs others last. */
export function withoutResource(
  snapshot: Snapshot,
  resource: ResourceState,
  { dependents, force }: Forgetting,
): { snapshot: Snapshot; forgotten: ResourceState[] } {
  const needing = dependentsOf(snapshot, resource);
  if (needing.length > 0 && !dependents)
    throw new EngineError(
      `${label(resource)} cannot be forgotten alone: ${needing.length} resources need it. Forget them first, or all ` +
        `together with --target-dependents:${listed(needing)}`,
    );
  const forgotten = [resource, ...needing];
  const guarded = forgotten.filter(({ protect }) => protect);
  if (guarded.length > 0 && !force)
    throw new EngineError(
      `protected, and so not forgotten: take the protection off with \`state unprotect\`, or give --force:${listed(guarded)}`,
    );
  const urns = new Set(forgotten.map(({ urn }) => urn));
  return {
    forgotten,
    snapshot: {
      resources: snapshot.resources.filter((state) => !forgotten.includes(state)),
      pendingOperations: snapshot.pendingOperations.filter((operation) => !urns.has(operation.resource.urn)),
    },
  };
}

/** The creates of that URN, or name, that were interrupted and have left no resource in the state. */
export function pendingCreates({ resources, pendingOperations }: Snapshot, text: string): PendingOperation[] {
  return pendingOperations.filter(
    ({ type, resource: { urn } }) =>
      type === "creating" &&
      (urn === text || parseUrn(urn).name === text) &&
      resources.every((state) => state.urn !== urn),
  );
}

export function withoutOperations(
  { resources, pendingOperations }: Snapshot,
  operations: readonly PendingOperation[],
): Snapshot {
  return { resources, pendingOperations: pendingOperations.filter((operation) => !operations.includes(operation)) };
}

export function withProtection({ resources, pendingOperations }: Snapshot, urn: string, protect: boolean): Snapshot {
  return {
    resources: resources.map((state) => (state.urn === urn ? { ...state, protect } : state)),
    pendingOperations,
  };
}

/** A state can only become that of the stack it was made for: its URNs say so. */
export function refuseForeign({ resources }: Snapshot, place: { project: string; stack: string }): void {
  for (const { urn } of resources) {
    const { stack, project } = parseUrn(urn);
    if (stack === place.stack && project === place.project) continue;
    throw new EngineError(
      `it is the state of stack ${stack} of project ${project}, and cannot become that of stack ${place.stack} of ` +
        `project ${place.project}: its URNs (such as ${urn}) name the other`,
    );
  }
}

/** What needs the resource, directly or not, in the order of the state. */
function dependentsOf({ resources }: Snapshot, root: ResourceState): ResourceState[] {
  // One that was replaced shares its URN with its successor, and it is the successor that others need.
  if (resources.some((other) => other !== root && other.urn === root.urn)) return [];
  const urns = new Set([root.urn]);
  return resources.slice(resources.indexOf(root) + 1).filter((state) => {
    const needsOne = [...urnsNeededBy(state)].some((urn) => urns.has(urn));
    if (needsOne) urns.add(state.urn);
    return needsOne;
  });
}

function hint(text: string, living: readonly ResourceState[]): string {
  const name = text.startsWith("urn:") ? parseUrn(text).name : text;
  const close = nearestName(name, [...new Set(living.map(({ urn }) => parseUrn(urn).name))]);
  return close === undefined ? "" : `; did you mean ${JSON.stringify(close)}?`;
}

function listed(states: readonly ResourceState[]): string {
  return states.map((state) => `\n  ${label(state)}`).join("");
}

function label({ urn }: ResourceState): string {
  const { name, type } = parseUrn(urn);
  return `${name} (${type})`;
}
