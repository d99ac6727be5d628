/**
 * The revisions of a service or worker pool. Each is a template as it was when it was deployed, never changed and kept, so
 * that traffic can be sent back to it; another template makes another one (cloud.google.com/run/docs/managing/revisions).
 */
import type { PropertyMap } from "../../values";
import { digest } from "../template";
import { objectOf, objectsOf, textOf } from "../typed";

type Revisions = Readonly<Record<string, string>>;

/** With that of the template, which then is the latest. A change beside the template makes none. */
export function revisionsWith(id: string, inputs: PropertyMap, before: Revisions): Record<string, string> {
  const content = contentOf(inputs);
  const latest = latestRevision(before);
  if (latest !== undefined && before[latest] === content) return before;
  const name = namedRevision(inputs) ?? automaticName(id, inputs, before);
  const { [name]: _again, ...others } = before;
  return { ...others, [name]: content };
}

export function latestRevision(revisions: Revisions): string | undefined {
  return Object.keys(revisions).at(-1);
}

/** What the template calls its revision, where it does. */
export function namedRevision(inputs: PropertyMap): string | undefined {
  return textOf(objectOf(inputs.template).revision);
}

/** All that a revision is made of, its name too. */
export function contentOf({ template }: PropertyMap): string {
  return digest(JSON.stringify(template, inOrder)).slice(0, 16);
}

/** The real engine sends keys in any order. */
function inOrder(_key: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

export interface Share {
  percent: number;
  /** Nothing where it is the latest, whichever that is. */
  revision: string | undefined;
}

/** To which revisions requests go; all to the latest where nothing is said. */
export function trafficOf(inputs: PropertyMap): Share[] {
  const targets = objectsOf(inputs.traffics);
  if (targets.length === 0) return [{ percent: 100, revision: undefined }];
  return targets.map(({ percent, revision }) => ({ percent: Number(percent ?? 0), revision: textOf(revision) }));
}

/** `web-00003-a1b` for the third. */
function automaticName(id: string, { name }: PropertyMap, before: Revisions): string {
  const free = (nth: number): string => {
    const candidate = `${name}-${String(nth).padStart(5, "0")}-${digest(id).slice(0, 3)}`;
    return candidate in before ? free(nth + 1) : candidate;
  };
  return free(Object.keys(before).length + 1);
}
