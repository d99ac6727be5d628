/** A key is made in a ring, and a version of a key. */
import { NotFound } from "../errors";
import type { Rule } from "../rule";
import { textOf } from "../typed";

/** Type → the input that names what it is made in, and the type of that. */
const parents: Readonly<Record<string, { input: string; type: string }>> = {
  "gcp:kms/cryptoKey:CryptoKey": { input: "keyRing", type: "gcp:kms/keyRing:KeyRing" },
  "gcp:kms/cryptoKeyVersion:CryptoKeyVersion": { input: "cryptoKey", type: "gcp:kms/cryptoKey:CryptoKey" },
};

export const parentExists: Rule = {
  name: "kms-parent-exists",
  demands: "The ring of a key, and the key of a version, exist before it. (Those of other projects are not looked up.)",
  answer: "404: no source was looked up for the words; their status is 404.",
  sources: ["https://cloud.google.com/kms/docs/reference/rest/v1/projects.locations.keyRings.cryptoKeys"],
  types: Object.keys(parents),
  before: ["create"],
  check({ type: { token }, inputs, project, world }) {
    const { input, type } = parents[token] as { input: string; type: string };
    const path = textOf(inputs[input]);
    if (path?.startsWith(`projects/${project}/`) && !world.get(type, path)) throw new NotFound(path);
  },
};
