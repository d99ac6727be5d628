/**
 * Property values on the wire: protobuf `Struct`, in which an object with a signature key is something JSON has no word
 * for, and an unknown is a string that no value has (`sdk/nodejs/runtime/rpc.ts`, `pkg/resource/plugin/rpc.go`).
 */
import type { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { isObject, type PropertyMap, type PropertyValue, ResourceReference, Secret, Unknown } from "../values";
import { EngineError, Unsupported } from "./errors";

export const signatureKey = "4dabf18193072939515e22adb298388d";

export const signatures = {
  secret: "1b47061264138c4ac30d75fd1eb44270",
  resource: "5cf8f73096256a8f31e491e813e4eb8e",
  output: "d0e6a833031e9bbcd3f4e8bde6ca49a4",
  asset: "c44067f5952c0a294b673a41bacd8c17",
  archive: "0def7320c3a5731c473e5ecbe6d01bc7",
} as const;

/** An unknown value of any type. */
export const unknownValue = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Unknowns by the type they will have, as engines other than this one may send them. */
const unknownValues: ReadonlySet<string> = new Set([
  unknownValue,
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7", // boolean
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421", // number
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2", // array
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff", // object
  "030794c1-ac77-496b-92df-f27374a8bd58", // asset
  "e48ece36-62e2-4504-bad9-02848725956a", // archive
]);

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** Loaded by the first message: who only reads a state sends none. */
function messages() {
  return require("google-protobuf/google/protobuf/struct_pb") as typeof import("google-protobuf/google/protobuf/struct_pb");
}

/** A map of properties as a message field. */
export function toStruct(map: PropertyMap): Struct {
  return messages().Struct.fromJavaScript(toWire(map) as { [key: string]: Json });
}

/** The properties of a message field; an absent field has none. Throws by name on what has no place here. */
export function fromStruct(struct: Struct | undefined): PropertyMap {
  return struct ? (fromWire(struct.toJavaScript() as Json, "") as PropertyMap) : {};
}

export function toWire(value: PropertyValue): Json {
  if (value instanceof Unknown) return unknownValue;
  if (value instanceof Secret) return { [signatureKey]: signatures.secret, value: toWire(value.value) };
  if (value instanceof ResourceReference) return referenceToWire(value);
  if (Array.isArray(value)) return value.map(toWire);
  if (isObject(value)) return mapEntries(value, toWire);
  return value;
}

/** `path` is where the value stands, for messages. */
export function fromWire(value: Json, path: string): PropertyValue {
  if (typeof value === "string") return unknownValues.has(value) ? Unknown.value : value;
  if (Array.isArray(value)) return value.map((element, i) => fromWire(element, `${path}[${i}]`));
  if (typeof value !== "object" || value === null) return value;
  const signature = value[signatureKey];
  if (signature === undefined) return mapEntries(value, (inner, key) => fromWire(inner, path ? `${path}.${key}` : key));
  const decode = decoders[String(signature)];
  if (!decode) throw new EngineError(`property ${path} holds a value of unknown signature ${signature}`);
  return decode(value, path);
}

type Signed = { [key: string]: Json };

const decoders: Record<string, (signed: Signed, path: string) => PropertyValue> = {
  [signatures.secret]: (signed, path) => new Secret(fromWire(signed.value ?? null, path)),
  [signatures.resource]: (signed) => referenceFromWire(signed),
  // What an output depends on is also told per property, beside the properties.
  [signatures.output]: (signed, path) => {
    const value = signed.value === undefined ? Unknown.value : fromWire(signed.value, path);
    return signed.secret === true ? new Secret(value) : value;
  },
  [signatures.asset]: refuseAsset,
  [signatures.archive]: refuseAsset,
};

function refuseAsset(_signed: Signed, path: string): never {
  throw new Unsupported(`an asset or archive (property ${path}); give its content as a string`);
}

export function referenceToWire(reference: ResourceReference): Signed {
  const { urn, id } = reference;
  const wire: Signed = { [signatureKey]: signatures.resource, urn };
  if (id !== undefined) wire.id = id instanceof Unknown ? "" : id;
  return wire;
}

export function referenceFromWire(signed: Signed): ResourceReference {
  const { urn, id } = signed;
  if (id === undefined || id === null) return new ResourceReference(String(urn));
  return new ResourceReference(String(urn), id === "" || unknownValues.has(String(id)) ? Unknown.value : String(id));
}

/** What is told in the place of a secret. */
export const secretText = "[secret]";
/** What people are told in the place of an unknown. */
export const unknownText = "[unknown]";

/** Properties as an event shows them: as a state file does, with nothing to be decrypted (`pkg/engine/events.go`). */
export function toEvent(map: PropertyMap): { [key: string]: Json } {
  return mapEntries(map, valueToEvent);
}

function valueToEvent(value: PropertyValue): Json {
  if (value instanceof Unknown) return unknownValue;
  if (value instanceof Secret) return { [signatureKey]: signatures.secret, ciphertext: secretText };
  if (value instanceof ResourceReference) return { ...referenceToWire(value), packageVersion: "" };
  if (Array.isArray(value)) return value.map(valueToEvent);
  return isObject(value) ? toEvent(value) : value;
}

/** Properties of an event for people: with words for what must not or cannot be shown, and resources by their URNs. */
export function readable(map: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return mapEntries(map, readableValue);
}

function readableValue(value: unknown): unknown {
  if (value === unknownValue) return unknownText;
  if (Array.isArray(value)) return value.map(readableValue);
  if (typeof value !== "object" || value === null) return value;
  const signed = value as Record<string, unknown>;
  if (signed[signatureKey] === signatures.secret) return secretText;
  return signed[signatureKey] === signatures.resource ? signed.urn : readable(signed);
}

export function mapEntries<In, Out>(map: Record<string, In>, to: (value: In, key: string) => Out): Record<string, Out> {
  const result: Record<string, Out> = {};
  for (const [key, value] of Object.entries(map)) if (value !== undefined) result[key] = to(value, key);
  return result;
}
