import assert from "node:assert/strict";
import { behaviours } from "../../../local/cloud/behaviour";
import { elementOf, type Property, type ResourceType, resourceTypes, type Shape } from "../../../local/cloud/catalogue";
import { leastInputs, places } from "./samples";

type Sdk = Record<string, Record<string, { __pulumiType?: string }>>;

const types = resourceTypes();

/** What of the types is wrong, as `type what`. */
function wrong(find: (type: ResourceType) => readonly string[]): string[] {
  return types.flatMap((type) => find(type).map((what) => `${type.token} ${what}`));
}

/** A path of the catalogue, without the marks of lists. */
function pathsOf(type: ResourceType): Set<string> {
  return new Set(places(type).map(({ path }) => path.replaceAll("[0]", "[]")));
}

describe("catalogue", () => {
  it("has every type under the token that the installed SDK gives it", () => {
    const unknown = types.filter(({ token }) => {
      const [pkg = "", path = "", className = ""] = token.split(":");
      const module = path.split("/")[0] as string;
      const sdk = require(`@pulumi/${pkg}`) as Sdk;
      return (module === "index" ? sdk : sdk[module])?.[className]?.__pulumiType !== token;
    });
    assert.deepEqual(
      unknown.map(({ token }) => token),
      [],
    );
  });

  it("names no type that it does not have", () => {
    const tokens = types.map(({ token }) => token);
    const named = [...behaviours, ...types.flatMap(({ holds = {} }) => Object.keys(holds))];
    assert.deepEqual(
      named.filter((token) => !tokens.includes(token)),
      [],
    );
  });

  it("names no input or output that a type does not have", () => {
    const named = (type: ResourceType) => {
      const { autoname, known = [], identifiers = [], secretOutputs = [], relations = [], holds = {} } = type;
      const inside = relations.flatMap(({ in: place, of }) => of.map((path) => (place ? `${place}.${path}` : path)));
      return [...(autoname ? [autoname.property] : []), ...known, ...identifiers, ...secretOutputs, ...inside].concat(
        ...Object.values(holds),
      );
    };
    assert.deepEqual(
      wrong((type) => named(type).filter((path) => !pathsOf(type).has(path) && !Object.hasOwn(type.outputs, path))),
      [],
    );
  });

  it("names what the bridge does: every text of gcp that is called name", () => {
    const left = ({ token, inputs, autoname }: ResourceType) =>
      token.startsWith("gcp:") &&
      inputs.name &&
      !inputs.name.required &&
      !inputs.name.named &&
      autoname?.property !== "name";
    assert.deepEqual(
      types.filter(left).map(({ token }) => token),
      [],
    );
  });

  it("makes ids and outputs of what there is", () => {
    const made = /^(hash|uid|number|integer|nth|created|updated|createdMillis|updatedMillis|generation|id)$/;
    const placeholders = ({ id = "", outputs }: ResourceType) =>
      [id, ...Object.values(outputs)]
        .flatMap((template) => [...(template ?? "").matchAll(/\{([^}]*)\}/g)])
        .map((match) => (match[1] as string).replace(/^(last|number):/, ""));
    assert.deepEqual(
      wrong((type) =>
        placeholders(type).filter(
          (name) => !made.test(name) && !type.inputs[name] && !Object.hasOwn(type.outputs, name),
        ),
      ),
      [],
    );
  });

  it("fills in no default where something else may be set in its stead", () => {
    const defaulted = (type: ResourceType) =>
      places(type)
        .filter(({ property }) => property.default)
        .map(({ path }) => path);
    const excluding = ({ relations = [] }: ResourceType) =>
      relations
        .filter(({ kind }) => kind === "exactlyOneOf" || kind === "conflictsWith")
        .flatMap(({ in: place, of }) => of.map((path) => (place ? `${place}.${path}` : path)));
    assert.deepEqual(
      wrong((type) => defaulted(type).filter((path) => excluding(type).includes(path))),
      [],
    );
  });

  it("marks as secret outputs the inputs that always are", () => {
    assert.deepEqual(
      wrong(({ inputs, secretOutputs = [] }) =>
        Object.keys(inputs).filter((name) => inputs[name]?.secret && !secretOutputs.includes(name)),
      ),
      [],
    );
  });

  it("writes a shape once in a service, and none that nothing has", () => {
    const services = new Map(types.map(({ token, shapes }) => [shapes, token]));
    const repeated = [...services].flatMap(([shapes, token]) => {
      const texts = Object.entries(shapes).map(([name, shape]) => [JSON.stringify(shape), name] as const);
      const first = new Map(texts.toReversed());
      return texts.filter(([text, name]) => first.get(text) !== name).map(([, name]) => `${token} ${name}`);
    });
    assert.deepEqual(repeated, []);
    const unused = [...services].flatMap(([shapes, token]) => {
      const used = new Set(types.filter((type) => type.shapes === shapes).flatMap((type) => [...shapesUsedBy(type)]));
      return Object.keys(shapes)
        .filter((name) => !used.has(name))
        .map((name) => `${token} ${name}`);
    });
    assert.deepEqual(unused, []);
  });

  it("has a sample of every type: the tests of all types reach each", () => {
    for (const type of types) assert.ok(leastInputs(type));
  });
});

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
