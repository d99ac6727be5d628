/** Which resources an operation is about: what a person names with `--target` and `--replace`, and what that comprises. */
import { nearestName } from "../nearest-name";
import { urnsNeededBy } from "./graph";
import type { Targets } from "./operation";
import type { ResourceState } from "./state";
import { parseUrn } from "./urn";

/** URNs, patterns of URNs (`UrnTargets` in `pkg/resource/deploy/deployment.go`), and plain names, which the real engine lacks. */
export class Selection {
  readonly #tests: readonly { text: string; fits: (urn: string) => boolean }[];

  constructor(private readonly texts: readonly string[]) {
    this.#tests = texts.map((text) => ({ text, fits: testOf(text) }));
  }

  get isEmpty(): boolean {
    return this.texts.length === 0;
  }

  has(urn: string): boolean {
    return this.#tests.some(({ fits }) => fits(urn));
  }

  /** Says, for each text that fits none of the URNs, that it does not, and what may have been meant. */
  misses(urns: readonly string[], role: string): string[] {
    return this.#tests
      .filter(({ fits }) => !urns.some(fits))
      .map(
        ({ text }) => `no resource fits the ${role} ${JSON.stringify(text)}, so nothing was done${hint(text, urns)}`,
      );
  }
}

/** What an operation deals with: everything, or the targets and, where that is wanted, what needs them. */
export class Scope {
  readonly targets: Selection;
  readonly dependents: boolean;
  /** Of what needs a target, those met so far. */
  readonly #drawnIn = new Set<string>();

  constructor({ targets = [], targetDependents = false }: Targets) {
    this.targets = new Selection(targets);
    this.dependents = targetDependents;
  }

  get isLimited(): boolean {
    return !this.targets.isEmpty;
  }

  /** To be asked of resources in the order in which they need one another. */
  includes(state: ResourceState): boolean {
    if (!this.isLimited || this.targets.has(state.urn)) return true;
    if (!this.dependents || !this.#needsIncluded(state)) return false;
    this.#drawnIn.add(state.urn);
    return true;
  }

  #needsIncluded(state: ResourceState): boolean {
    return [...urnsNeededBy(state)].some((urn) => this.targets.has(urn) || this.#drawnIn.has(urn));
  }
}

/**
 * The URNs that go when the targets are deleted: they, and all that needs them. Nothing where everything may go.
 *
 * @param order The whole state, what is needed before what needs it.
 */
export function goingWithTargets(scope: Scope, order: readonly ResourceState[]): ReadonlySet<string> | undefined {
  if (!scope.isLimited) return undefined;
  const going = new Set<string>();
  for (const state of order)
    if (scope.targets.has(state.urn) || [...urnsNeededBy(state)].some((urn) => going.has(urn))) going.add(state.urn);
  return going;
}

/** What would be deleted along with a target, without being one. In the real engine's words (its diagnostic 2014). */
export function notTargeted(urn: string): string {
  return (
    `Resource '${urn}' will be destroyed but was not specified in --target list.\n` +
    "Either include resource in --target list or pass --target-dependents to proceed."
  );
}

function testOf(text: string): (urn: string) => boolean {
  if (text.includes("*")) {
    const pattern = patternOf(text);
    return (urn) => pattern.test(urn);
  }
  if (text.startsWith("urn:")) return (urn) => urn === text;
  return (urn) => parseUrn(urn).name === text;
}

/** `**` stands for anything, `*` for anything without a colon. */
function patternOf(text: string): RegExp {
  const source = text
    .split("**")
    .map((part) => part.split("*").map(escaped).join("[^:]*"))
    .join(".*");
  return new RegExp(`^${source}$`);
}

function escaped(text: string): string {
  return text.replace(/[.+?^${}()|[\]\\/]/g, "\\$&");
}

function hint(text: string, urns: readonly string[]): string {
  if (text.includes("*")) return "";
  const isUrn = text.startsWith("urn:");
  const names = [...new Set(urns.map((urn) => parseUrn(urn).name))];
  const name = nearestName(isUrn ? parseUrn(text).name : text, names);
  if (name === undefined) return "";
  if (!isUrn) return `; did you mean ${JSON.stringify(name)}?`;
  const meant = urns.filter((urn) => parseUrn(urn).name === name);
  const shell = text.includes("$") ? "" : ", in quotes, since a shell would take a $ for a variable";
  return `; did you mean ${meant.join(" or ")}${meant.some((urn) => urn.includes("$")) ? shell : ""}?`;
}
