/** Names, tags and digests (github.com/opencontainers/distribution-spec, "Pulling manifests"; image-spec, "Digests"). */
import { Refused } from "../serving";

const component = "[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*";
const namePattern = new RegExp(`^${component}(?:/${component})*$`);
const longestName = 255;
const tagPattern = /^[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}$/;
/** This registry keeps bytes by SHA-256 alone, the digest that every client has. */
const digestPattern = /^sha256:[0-9a-f]{64}$/;

const shown = (value: string) => JSON.stringify(value.length > 80 ? `${value.slice(0, 80)}…` : value);

/** @throws {Refused} 400 when it is no repository's name */
export function nameOf(value: string): string {
  if (value.length > longestName || !namePattern.test(value))
    throw new Refused(
      400,
      "NAME_INVALID",
      `${shown(value)} is no name: write lower-case letters and digits, as in team/app`,
    );
  return value;
}

export const isTag = (value: string): boolean => tagPattern.test(value);

/** @throws {Refused} 400 when it is no tag */
export function tagOf(value: string): string {
  if (!isTag(value)) throw new Refused(400, "TAG_INVALID", `${shown(value)} is no tag`);
  return value;
}

/** What a manifest is asked for by. */
export type Reference = { tag: string } | { digest: string };

/** @throws {Refused} 400 when it is neither a tag nor a digest */
export const referenceOf = (value: string): Reference =>
  value.includes(":") || !isTag(value) ? { digest: digestOf(value) } : { tag: tagOf(value) };

export const isDigest = (value: string): boolean => digestPattern.test(value);

/** @throws {Refused} 400 when it is no digest, or one that this registry does not keep */
export function digestOf(value: string): string {
  if (!isDigest(value))
    throw new Refused(400, "DIGEST_INVALID", `${shown(value)} is no digest: write sha256: and 64 hexadecimal digits`);
  return value;
}
