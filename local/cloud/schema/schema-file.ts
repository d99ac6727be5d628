/**
 * Reads what `pulumi package get-schema` prints (the metaschema is pkg/codegen/schema/pulumi.json in the Pulumi engine), and
 * a short form of it, where a property is `{ t, req, replace, secret, default }` and an output is a name.
 */
import { readFileSync } from "node:fs";
import type { Property, Shape } from "../catalogue";
import { SchemaUnreadable } from "./errors";
import { element, type Source, type SourceType } from "./source-type";

interface TypeSpec {
  type?: string;
  $ref?: string;
  items?: TypeSpec;
  additionalProperties?: TypeSpec;
  oneOf?: TypeSpec[];
}

interface PropertySpec extends TypeSpec {
  willReplaceOnChanges?: boolean;
  replaceOnChanges?: boolean;
  secret?: boolean;
  default?: Property["default"];
}

interface ObjectSpec {
  properties?: Record<string, PropertySpec>;
  required?: string[];
  enum?: { value: string }[];
}

interface ResourceSpec extends ObjectSpec {
  inputProperties?: Record<string, PropertySpec>;
  requiredInputs?: string[];
}

type ShortType = string | [ShortType] | { map: ShortType };

interface ShortProperty {
  t: ShortType;
  req?: 1;
  replace?: 1;
  secret?: 1;
  default?: Property["default"];
}

type Shorts = Record<string, ShortProperty>;

interface ShortResource {
  inputs: Shorts;
  outputs: string[];
  secretOutputs: string[];
}

interface SchemaFile {
  name?: string;
  /** What the short form calls it. */
  package?: string;
  version?: string | null;
  provider?: { inputProperties?: Record<string, PropertySpec> } | Shorts;
  resources: Record<string, ResourceSpec | ShortResource>;
  types?: Record<string, ObjectSpec | Shorts>;
}

export function readSchema(file: string): Source {
  const { name, package: pkg = name, version, provider = {}, resources, types = {} } = parse(file);
  const full = types as Record<string, ObjectSpec>;
  const short = types as Record<string, Shorts>;
  return {
    name: "schema",
    tells: (other) => other === pkg,
    ...(version && { version }),
    partial: name === undefined,
    type(token) {
      const resource = resources[token];
      if (!resource) return undefined;
      return "inputs" in resource ? shortType(token, resource, short) : fullType(token, resource, full);
    },
    provider: () =>
      name === undefined
        ? shortShape(provider as Shorts)
        : fullShape({ properties: (provider as ResourceSpec).inputProperties }, full),
  };
}

function parse(file: string): SchemaFile {
  let schema: unknown;
  try {
    schema = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new SchemaUnreadable(file, (error as Error).message);
  }
  const resources = (schema as Partial<SchemaFile> | null)?.resources;
  if (typeof resources !== "object" || resources === null) throw new SchemaUnreadable(file, "it has no `resources`");
  return schema as SchemaFile;
}

function fullType(token: string, resource: ResourceSpec, types: Record<string, ObjectSpec>): SourceType {
  const inputs = fullShape({ properties: resource.inputProperties, required: resource.requiredInputs }, types);
  const outputs = Object.entries(resource.properties ?? {});
  return {
    token,
    inputs,
    outputs: outputs.map(([name]) => name).filter((name) => !Object.hasOwn(inputs, name)),
    secretOutputs: outputs.filter(([, { secret }]) => secret).map(([name]) => name),
    shape: (name) => fullShape(types[name] as ObjectSpec, types),
  };
}

function fullShape({ properties = {}, required = [] }: ObjectSpec, types: Record<string, ObjectSpec>): Shape {
  return Object.fromEntries(
    Object.entries(properties).map(([name, spec]) => [
      name,
      {
        ...kind(spec, types),
        ...marks({
          required: required.includes(name),
          replaces: spec.willReplaceOnChanges || spec.replaceOnChanges,
          secret: spec.secret,
          default: spec.default,
        }),
      },
    ]),
  );
}

function kind(spec: TypeSpec, types: Record<string, ObjectSpec>): Property {
  if (spec.$ref !== undefined) {
    const name = decodeURIComponent(spec.$ref.replace(/^#\/types\//, ""));
    const values = types[name]?.enum;
    if (values) return { type: "string", enum: values.map(({ value }) => value) };
    // What is not of this schema (`pulumi.json#/Any`, `…#/Asset`) may be anything.
    return types[name] ? { type: "object", of: name } : { type: "any" };
  }
  // A union is a primitive and the enum of its usual values: it takes both.
  if (spec.oneOf) return kind(spec.oneOf.find(({ type, $ref }) => type && !$ref) ?? {}, types);
  if (spec.type === "array") return { type: "list", of: element(kind(spec.items ?? {}, types)) };
  if (spec.type === "object")
    return { type: "map", of: element(kind(spec.additionalProperties ?? { type: "string" }, types)) };
  return { type: (spec.type ?? "any") as Property["type"] };
}

function shortType(token: string, resource: ShortResource, types: Record<string, Shorts>): SourceType {
  const { inputs, outputs, secretOutputs } = resource;
  return {
    token,
    inputs: shortShape(inputs),
    outputs,
    secretOutputs,
    shape: (name) => shortShape(types[name] as Shorts),
  };
}

function shortShape(properties: Shorts): Shape {
  return Object.fromEntries(
    Object.entries(properties).map(([name, { t, req, replace, secret, default: value }]) => [
      name,
      {
        ...shortKind(t),
        ...marks({ required: req === 1, replaces: replace === 1, secret: secret === 1, default: value }),
      },
    ]),
  );
}

function shortKind(type: ShortType): Property {
  if (Array.isArray(type)) return { type: "list", of: element(shortKind(type[0])) };
  if (typeof type === "object") return { type: "map", of: element(shortKind(type.map)) };
  if (type.startsWith("#")) return { type: "object", of: type.slice(1) };
  return { type: type.toLowerCase() as Property["type"] };
}

/** The marks that are set: the catalogue writes no other. */
function marks(given: Pick<Property, "required" | "replaces" | "secret" | "default">): Partial<Property> {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined && value !== false));
}
