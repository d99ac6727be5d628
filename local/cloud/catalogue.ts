/**
 * What the clouds' resource types are, as data: one JSON file per service under `catalogue/`. Names, types, required and
 * replacing inputs are those of the providers' schemas, in the versions that `versions.json` there names; enums, lengths,
 * patterns, defaults and what excludes what are those of the upstream providers' source (google-beta 7.45.0, cloudflare
 * 5.22.0). `npm run catalogue` holds it against a schema and the installed SDKs (`schema/`).
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { PropertyMap, PropertyValue } from "../values";
import type { Format } from "./formats";

/** An input, or a property inside one. */
export interface Property {
  type: "string" | "boolean" | "integer" | "number" | "any" | "list" | "map" | "object";
  /** Of an object: the name of its shape. Of a list or map: its elements; a string is a primitive or a shape's name. */
  of?: string | Property;
  required?: boolean;
  /** A change makes a new resource. */
  replaces?: boolean;
  /** Left out, the cloud chooses, and the choice is no difference. */
  computed?: boolean;
  /** Only the first value counts: a later one changes nothing. */
  keeps?: boolean;
  /** Always a secret in the state, wherever it stands. */
  secret?: boolean;
  default?: string | number | boolean;
  /** Left out, the bridge fills in the resource's logical name. */
  named?: boolean;
  /** What the provider itself takes where it is left out, in place of what it takes for other types. */
  chosen?: string;
  enum?: readonly string[];
  /** The enum's words in any case. */
  caseless?: boolean;
  format?: Format;
  /** Characters of a string, elements of a list. */
  shortest?: number;
  /** Characters of a string, elements of a list. */
  longest?: number;
  pattern?: string;
  least?: number;
  most?: number;
  /** Of a string that is a duration, as in `86400s`. */
  leastSeconds?: number;
}

/** What must be true of several inputs together. It is judged where the object they stand in is there. */
export interface Relation {
  /**
   * `conflictsWith`: at most one of them may be set; `requiredWith`: the first needs all the others.
   */
  kind: "exactlyOneOf" | "atLeastOneOf" | "conflictsWith" | "requiredWith";
  /** Path of the object they stand in; the resource itself when absent. */
  in?: string;
  /** Their paths in that object. */
  of: readonly [string, ...string[]];
}

export type Shape = Readonly<Record<string, Property>>;

export interface ResourceType {
  /** Type token, as in `gcp:cloudrunv2/service:Service`. */
  token: string;
  /** The API that must be enabled in the project, as in `run.googleapis.com`. */
  api?: string;
  /** Template of the physical id (see `template.ts`). */
  id?: string;
  /** The cloud makes up the id, so that two resources never collide. */
  assigned?: boolean;
  /** Exists in the state alone, in no cloud. */
  stateOnly?: boolean;
  /** How the bridge names what the program leaves unnamed. */
  autoname?: { property: string; longest: number; lowercase?: boolean };
  /** Creating what exists already succeeds. */
  idempotent?: boolean;
  deleteBeforeReplace?: boolean;
  /** Built on the plugin framework, where the rest of its provider is not. */
  framework?: boolean;
  /** The provider's attribution label is not put on it. */
  withoutAttribution?: boolean;
  inputs: Shape;
  relations?: readonly Relation[];
  /** Name → template of the value; `null` where code tells it, or nothing does. */
  outputs: Readonly<Record<string, string | null>>;
  /** Outputs that a preview already knows. */
  known?: readonly string[];
  secretOutputs?: readonly string[];
  /** Outputs by which others refer to it, beside its id and self link. */
  identifiers?: readonly string[];
  /** Type it keeps from being deleted → inputs where that one's bare name may stand. */
  holds?: Readonly<Record<string, readonly string[]>>;
  /** Shapes of the service, by name. */
  shapes: Readonly<Record<string, Shape>>;
}

interface ServiceFile {
  resources: Record<string, Omit<ResourceType, "token" | "shapes">>;
  types: Record<string, Shape>;
}

const folder = join(__dirname, "catalogue");
/** Files of the folder that are no service's. */
const general = ["providers", "versions"];
const services = new Map<string, ServiceFile | undefined>();

/** The type of a token; `undefined` when this cloud does not have it. */
export function resourceType(token: string): ResourceType | undefined {
  const service = loadService(serviceOf(token));
  const entry = service?.resources[token];
  return service && entry && { token, shapes: service.types, ...entry };
}

/** Every type of the catalogue. */
export function resourceTypes(): ResourceType[] {
  return readdirSync(folder)
    .flatMap((file) => Object.keys(loadService(file.replace(/\.json$/, ""))?.resources ?? {}))
    .map((token) => resourceType(token) as ResourceType);
}

/** `gcp:cloudrunv2/service:Service` → `cloudrunv2`; `cloudflare:index/dnsRecord:DnsRecord` → `cloudflare`. */
export function serviceOf(token: string): string {
  const [pkg = "", module = ""] = token.split(":");
  const service = module.split("/")[0] as string;
  return service === "index" ? pkg : service;
}

let providers: Record<string, Record<string, string>> | undefined;

/** The arguments of a package's provider: name → type. */
export function providerArguments(pkg: string): Readonly<Record<string, string>> | undefined {
  providers ??= readJson("providers.json") as Record<string, Record<string, string>>;
  return providers[pkg];
}

let followed: Readonly<Record<string, string>> | undefined;

/** Package → version of the SDK, and so of the provider, that the catalogue follows. */
export function versions(): Readonly<Record<string, string>> {
  followed ??= readJson("versions.json") as Record<string, string>;
  return followed;
}

/** Whether a type is built on the plugin framework, whose bridge fills in and records no defaults. */
export function isOfFramework({ token, framework }: ResourceType): boolean {
  return framework === true || !token.startsWith("gcp:");
}

/** The properties of an object's shape; `undefined` for everything that has none. */
export function shapeOf(type: ResourceType, property: Property): Shape | undefined {
  return property.type === "object" ? type.shapes[property.of as string] : undefined;
}

/** What the elements of a list or map are. */
export function elementOf(property: Property): Property {
  if (typeof property.of === "object") return property.of;
  const primitives = ["string", "boolean", "integer", "number", "any"];
  return primitives.includes(property.of as string)
    ? { type: property.of as Property["type"] }
    : { type: "object", of: property.of as string };
}

/** Keys that the bridge keeps among the inputs, as `__defaults`, are no inputs. */
export function isBookkeeping(key: string): boolean {
  return key.startsWith("__");
}

/** The value without the bridge's bookkeeping, at every depth. */
export function withoutBookkeeping(map: PropertyMap): PropertyMap {
  const strip = (value: PropertyValue): PropertyValue => {
    if (Array.isArray(value)) return value.map(strip);
    if (value === null || typeof value !== "object" || Object.getPrototypeOf(value) !== Object.prototype) return value;
    return withoutBookkeeping(value as PropertyMap);
  };
  return Object.fromEntries(
    Object.entries(map)
      .filter(([key]) => !isBookkeeping(key))
      .map(([key, value]) => [key, strip(value)]),
  );
}

function loadService(service: string): ServiceFile | undefined {
  if (!services.has(service)) {
    const known =
      /^[a-z0-9]+$/.test(service) && !general.includes(service) && existsSync(join(folder, `${service}.json`));
    services.set(service, known ? (readJson(`${service}.json`) as ServiceFile) : undefined);
  }
  return services.get(service);
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(join(folder, file), "utf8"));
}
