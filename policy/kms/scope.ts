/** What a grant reaches: all keys of a project, those of a ring, or one. */
import { sourceOf } from "../identity/accounts";
import { every, same } from "../known";
import type { StackResource } from "../policy";
import { type Known, Unknown, type Value } from "../values";

/** From the outside in: project, ring, key. Shorter reaches more; none at all reaches every project. */
export type Scope = readonly (string | typeof Unknown)[];

export const keyRing = "gcp:kms/keyRing:KeyRing";
export const cryptoKey = "gcp:kms/cryptoKey:CryptoKey";

export const keysAndRings = [cryptoKey, keyRing];

/** Undefined where the resource grants nothing that reaches a key. */
export function scopeOf(grant: StackResource): Scope | undefined {
  const { type, props } = grant;
  if (/^gcp:(folder|organizations)\/iAM/.test(type)) return [];
  if (/^gcp:projects\/iAM/.test(type)) return [text(props.project)];
  if (/^gcp:kms\/keyRingIAM/.test(type)) return ringScope(grant, "keyRingId");
  if (/^gcp:kms\/cryptoKeyIAM/.test(type)) return keyScope(grant);
  return undefined;
}

/** Whether some key is reached by both. */
export function overlap(one: Scope, other: Scope): Known {
  return every(...one.slice(0, other.length).map((name, level) => same(name, other[level] ?? Unknown)));
}

function keyScope(grant: StackResource): Scope {
  const id = grant.props.cryptoKeyId;
  if (typeof id === "string") return ofId(id);
  const key = sourceOf(grant, "cryptoKeyId", cryptoKey);
  if (key === undefined) return [Unknown, Unknown, Unknown];
  if (typeof key.props.id === "string") return ofId(key.props.id);
  return [...ringScope(key, "keyRing"), key.urn];
}

function ringScope(resource: StackResource, property: string): Scope {
  const id = resource.props[property];
  if (typeof id === "string") return ofId(id);
  const ring = sourceOf(resource, property, keyRing);
  if (ring === undefined) return [Unknown, Unknown];
  if (typeof ring.props.id === "string") return ofId(ring.props.id);
  return [text(ring.props.project), ring.urn];
}

/** `projects/P/locations/L/keyRings/R/cryptoKeys/K`, or the same without the words. */
function ofId(id: string): Scope {
  const names = id.split("/").filter((_, index) => !id.startsWith("projects/") || index % 2 === 1);
  const [project = Unknown, location, ring, key] = names;
  const scope: Scope = [project, `${location}/${ring}`];
  return key === undefined ? scope : [...scope, key];
}

function text(value: Value | undefined): string | typeof Unknown {
  return typeof value === "string" ? value : Unknown;
}
