/**
 * What the clouds' resource types are, as data: one JSON file per service under `catalogue/`. Names, types, required and
 * replacing inputs are those of the providers' schemas (gcp 9.37, cloudflare 6.22, random 4.21); enums, lengths, patterns
 * and defaults those of the upstream provider's source (7.45).
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { PropertyMap, PropertyValue } from "../values";

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
  default?: string | number | boolean;
  enum?: readonly string[];
  /** Characters of a string. */
  shortest?: number;
  /** Characters of a string, elements of a list. */
  longest?: number;
  pattern?: string;
  least?: number;
  most?: number;
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
  /** The provider's attribution label is not put on it. */
  withoutAttribution?: boolean;
  inputs: Shape;
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
    .filter((file) => file !== "providers.json")
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
    const known = /^[a-z0-9]+$/.test(service) && service !== "providers" && existsSync(join(folder, `${service}.json`));
    services.set(service, known ? (readJson(`${service}.json`) as ServiceFile) : undefined);
  }
  return services.get(service);
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(join(folder, file), "utf8"));
}
