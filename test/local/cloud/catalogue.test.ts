import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { behaviours } from "../../../local/cloud/behaviour";
import { elementOf, type Property, type ResourceType, resourceTypes, type Shape } from "../../../local/cloud/catalogue";

type Sdk = Record<string, Record<string, { __pulumiType?: string }>>;

const types = resourceTypes();

describe("catalogue", () => {
  it("has every type under the token that the installed SDK gives it", () => {
    const unknown = types.filter(({ token }) => {
      const { pkg, module, className } = parse(token);
      const sdk = require(`@pulumi/${pkg}`) as Sdk;
      return (module === "index" ? sdk : sdk[module])?.[className]?.__pulumiType !== token;
    });
    assert.deepEqual(
      unknown.map(({ token }) => token),
      [],
    );
  });

  for (const type of types)
    it(`has the SDK's inputs: ${type.token}`, () => {
      assert.deepEqual(membersOf(type.inputs), declaredArguments(type));
      for (const name of shapesUsedBy(type))
        assert.deepEqual(membersOf(type.shapes[name] as Shape), declaredShape(type, name), name);
    });

  it("names no type that it does not have", () => {
    const tokens = types.map(({ token }) => token);
    const named = [...behaviours, ...types.flatMap(({ holds = {} }) => Object.keys(holds))];
    assert.deepEqual(
      named.filter((token) => !tokens.includes(token)),
      [],
    );
  });
});

function parse(token: string) {
  const [pkg = "", path = "", className = ""] = token.split(":");
  return { pkg, module: path.split("/")[0] as string, className };
}

/** Members as they are told apart here: a question mark after what may be left out, and the kind of value. */
function membersOf(shape: Shape): string[] {
  const kinds: Partial<Record<Property["type"], string>> = { integer: "number" };
  return Object.entries(shape)
    .map(([name, { required, type }]) => `${name}${required ? "" : "?"}: ${kinds[type] ?? type}`)
    .sort();
}

function declaredArguments({ token }: ResourceType): string[] {
  const { pkg, module, className } = parse(token);
  const folder = join(dirname(require.resolve(`@pulumi/${pkg}/package.json`)), module === "index" ? "" : module);
  const file = readdirSync(folder).find((name) => name.toLowerCase() === `${className.toLowerCase()}.d.ts`) as string;
  return declared(readFileSync(join(folder, file), "utf8"), `export interface ${className}Args {`);
}

const inputTypes = new Map<string, string>();

function declaredShape({ token }: ResourceType, name: string): string[] {
  const { pkg, module } = parse(token);
  const file = require.resolve(`@pulumi/${pkg}/types/input.d.ts`);
  const text = inputTypes.get(file) ?? readFileSync(file, "utf8");
  inputTypes.set(file, text);
  const start = module === "index" ? 0 : text.indexOf(`export declare namespace ${module} {`);
  return declared(text.slice(start), `interface ${name} {`);
}

function declared(text: string, opening: string): string[] {
  const start = text.indexOf(opening);
  assert.notEqual(start, -1, opening);
  const indent = text.slice(text.lastIndexOf("\n", start) + 1, start).match(/^ */)?.[0] ?? "";
  const body = text.slice(start, text.indexOf(`\n${indent}}`, start));
  const member = new RegExp(`^${indent} {4}(\\w+\\??): (?:pulumi\\.Input<)?(pulumi\\.Input<|inputs\\.|\\{|\\w+)`, "gm");
  return [...body.matchAll(member)]
    .map(([, name, value]) => `${name}: ${kindsDeclared[value as string] ?? value}`)
    .sort();
}

const kindsDeclared: Record<string, string> = { "pulumi.Input<": "list", "inputs.": "object", "{": "map" };

function shapesUsedBy(type: ResourceType): Set<string> {
  const used = new Set<string>();
  const visit = (property: Property): void => {
    if (property.type === "list" || property.type === "map") visit(elementOf(property));
    if (property.type !== "object" || used.has(property.of as string)) return;
    used.add(property.of as string);
    Object.values(type.shapes[property.of as string] as Shape).forEach(visit);
  };
  Object.values(type.inputs).forEach(visit);
  return used;
}
