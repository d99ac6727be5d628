/**
 * The state as a file holds it: Pulumi's deployment format, version 3 or 4, as `pulumi stack export` gives and `pulumi stack
 * import` takes it (`apitype.UntypedDeployment`, `pkg/resource/stack/deployment.go`). Secrets are encrypted one by one.
 */
import { createHash } from "node:crypto";
import { version as sdkVersion } from "@pulumi/pulumi/version";
import { isObject, type PropertyMap, type PropertyValue, ResourceReference, reveal, Secret, Unknown } from "../values";
import type { StateChange } from "./changes";
import { checkDeployment, type RawResource } from "./checkpoint-shape";
import type { Crypter, StateSecrets } from "./crypter";
import { EngineError, messageOf } from "./errors";
import { featuresOf } from "./features";
import { type Json, mapEntries, referenceFromWire, signatureKey, signatures, toWire } from "./marshal";
import type { ResourceState, Snapshot } from "./state";

/** A state file's content, as JSON. */
export type Deployment = { version: 3 | 4; features?: string[]; deployment: Record<string, unknown> };

/**
 * Encrypted forms of maps that were encoded before: maps are never changed, so what did not change is not encrypted again
 * and reads the same in the next file.
 */
export type EncodedMaps = WeakMap<PropertyMap, Json>;

export function encodeDeployment(
  snapshot: Snapshot,
  secrets: StateSecrets | "in plain text",
  encoded: EncodedMaps = new WeakMap(),
): Deployment {
  const version = `v${sdkVersion}`;
  const { crypter, provider }: Partial<StateSecrets> = secrets === "in plain text" ? {} : secrets;
  const resource = (state: ResourceState) => encodeResource(state, crypter, encoded);
  const features = featuresOf(snapshot.resources);
  return {
    ...(features.length > 0 ? { version: 4, features } : { version: 3 }),
    deployment: {
      manifest: {
        time: new Date().toISOString(),
        // An importer checks it: the digest of the version that follows.
        magic: createHash("sha256").update(version).digest("hex"),
        version,
      },
      ...(provider && { secrets_providers: provider }),
      resources: snapshot.resources.map(resource),
      ...(snapshot.pendingOperations.length > 0 && {
        pending_operations: snapshot.pendingOperations.map(({ resource: state, type }) => ({
          resource: resource(state),
          type,
        })),
      }),
      metadata: {},
    },
  };
}

/** A change as a journal's line holds it, for a state that is in the file beside it. */
export function encodeChange(
  { begun, changed, added, ...others }: StateChange,
  { crypter }: StateSecrets,
  encoded: EncodedMaps = new WeakMap(),
): StateChange<unknown> {
  const resource = (state: ResourceState) => encodeResource(state, crypter, encoded);
  return {
    ...others,
    ...(begun && { begun: { ...begun, resource: resource(begun.resource) } }),
    ...(changed && { changed: [changed[0], resource(changed[1])] }),
    ...(added && { added: resource(added) }),
  };
}

/**
 * Throws, naming what is wrong and where, on anything but a deployment that holds together with the changes
 * made to it.
 */
export function decodeDeployment(json: unknown, crypter: Crypter, changes: readonly unknown[] = []): Snapshot {
  const { resources, pendingOperations } = checkDeployment(json, changes);
  return {
    resources: resources.map((raw) => decodeResource(raw, crypter)),
    pendingOperations: pendingOperations.map(({ resource, type }) => ({
      resource: decodeResource(resource, crypter),
      type,
    })),
  };
}

function encodeResource(
  state: ResourceState,
  crypter: Crypter | undefined,
  encoded: EncodedMaps,
): Record<string, unknown> {
  const { urn, custom, delete: replaced, id, type, inputs, outputs, replacementTrigger, ...others } = state;
  const map = (properties: PropertyMap): Json => {
    const known = encoded.get(properties) ?? encodeValue(properties, crypter);
    encoded.set(properties, known);
    return known;
  };
  return {
    urn,
    custom,
    ...(replaced && { delete: true }),
    ...(id !== undefined && { id }),
    type,
    inputs: map(inputs),
    outputs: map(outputs),
    ...mapEntries(others, (value) => (isEmpty(value) ? undefined : value)),
    ...(replacementTrigger !== undefined && { replacementTrigger: encodeValue(replacementTrigger, crypter) }),
  };
}

/** Pulumi leaves out what is empty. */
function isEmpty(value: unknown): boolean {
  if (typeof value === "object" && value !== null) return Object.keys(value).length === 0;
  return value === false || value === "";
}

function encodeValue(value: PropertyValue, crypter: Crypter | undefined): Json {
  if (value instanceof Secret) {
    // What is inside a secret is encrypted with it.
    const plaintext = JSON.stringify(toWire(reveal(value)));
    const sealed: Record<string, string> = crypter ? { ciphertext: crypter.encrypt(plaintext) } : { plaintext };
    return { [signatureKey]: signatures.secret, ...sealed };
  }
  if (value instanceof Unknown || value instanceof ResourceReference) return toWire(value);
  if (Array.isArray(value)) return value.map((element) => encodeValue(element, crypter));
  return isObject(value) ? mapEntries(value, (inner) => encodeValue(inner, crypter)) : value;
}

function decodeResource(raw: RawResource, crypter: Crypter): ResourceState {
  const decode = (properties: Record<string, unknown> | undefined, side: string) =>
    decodeValue((properties ?? {}) as Json, crypter, `${raw.urn} ${side}`) as PropertyMap;
  const { inputs, outputs, replacementTrigger: trigger, ...others } = raw;
  return {
    ...others,
    inputs: decode(inputs, "inputs"),
    outputs: decode(outputs, "outputs"),
    ...(trigger !== undefined && {
      replacementTrigger: decodeValue(trigger as Json, crypter, `${raw.urn} replacementTrigger`),
    }),
  };
}

function decodeValue(value: Json, crypter: Crypter, at: string): PropertyValue {
  if (Array.isArray(value)) return value.map((element, i) => decodeValue(element, crypter, `${at}[${i}]`));
  if (typeof value !== "object" || value === null) return value;
  const signature = value[signatureKey];
  if (signature === undefined) return mapEntries(value, (inner, key) => decodeValue(inner, crypter, `${at}.${key}`));
  if (signature === signatures.resource) return referenceFromWire(value);
  if (signature !== signatures.secret)
    throw new EngineError(`${at} holds a value of a kind that the local engine does not keep (signature ${signature})`);
  const plaintext = value.plaintext ?? decrypted(String(value.ciphertext), crypter, at);
  // A secret inside a secret is not encrypted again: its ciphertext is its text.
  return new Secret(decodeValue(JSON.parse(String(plaintext)) as Json, plain, at));
}

const plain: Crypter = { encrypt: (text) => text, decrypt: (text) => text };

function decrypted(ciphertext: string, crypter: Crypter, at: string): string {
  try {
    return crypter.decrypt(ciphertext);
  } catch (error) {
    throw new EngineError(
      `the secret at ${at} cannot be decrypted (${messageOf(error)}); was it written with another passphrase?`,
    );
  }
}
