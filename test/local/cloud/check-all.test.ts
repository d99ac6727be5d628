import assert from "node:assert/strict";
import { type Property, type Relation, type ResourceType, resourceTypes } from "../../../local/cloud/catalogue";
import { brokenRelations } from "../../../local/cloud/relations";
import { validate } from "../../../local/cloud/validate";
import { type PropertyMap, type PropertyValue, Unknown } from "../../../local/values";
import { inputsWith, leastInputs, leastValue, type Place, places } from "./samples";

/** What a value at a place is answered with, if anything. */
function answer(type: ResourceType, path: string, value: PropertyValue | undefined): string | undefined {
  return validate(type, inputsWith(type, path, value)).find(({ property }) => property === path)?.reason;
}

const kinds: Record<Property["type"], PropertyValue> = {
  any: null,
  string: 1,
  boolean: "yes",
  integer: 1.5,
  number: "1",
  list: {},
  map: [],
  object: "a",
};

const text = (length: number) => "a".repeat(length);

/** A limit, a value that breaks it, and the words that it is refused with. */
interface Limit {
  limit: string;
  applies: (property: Property) => boolean;
  breaks: (property: Property, type: ResourceType) => PropertyValue | undefined;
  words: (property: Property) => RegExp;
}

const limits: Limit[] = [
  {
    limit: "kind",
    applies: ({ type }) => type !== "any",
    breaks: ({ type }) => kinds[type],
    words: ({ type }) => new RegExp(`must be an? ${type}`),
  },
  {
    limit: "required",
    applies: ({ required }) => required === true,
    breaks: () => undefined,
    words: () => /is required/,
  },
  {
    limit: "enum",
    applies: (property) => property.enum !== undefined,
    breaks: () => "no such word",
    words: (property) => new RegExp(`must be one of .*${JSON.stringify(property.enum?.[0])}.*"no such word"`),
  },
  {
    limit: "pattern",
    applies: ({ pattern }) => pattern !== undefined,
    breaks: ({ pattern, shortest = 1 }) =>
      ["§".repeat(shortest), text(300), "//pubsub.googleapis.com/a"].find(
        (one) => !new RegExp(pattern as string).test(one),
      ),
    words: () => /must match/,
  },
  { limit: "format", applies: ({ format }) => format !== undefined, breaks: () => "§", words: () => /must be / },
  {
    limit: "shortest text",
    applies: ({ type, shortest }) => type === "string" && shortest !== undefined,
    breaks: ({ shortest = 0 }) => text(shortest - 1),
    words: () => /characters/,
  },
  {
    limit: "longest text",
    applies: ({ type, longest }) => type === "string" && longest !== undefined,
    breaks: ({ longest = 0 }) => text(longest + 1),
    words: ({ longest }) => new RegExp(`${longest} characters`),
  },
  {
    limit: "shortest list",
    applies: ({ type, shortest }) => type === "list" && shortest !== undefined,
    breaks: () => [],
    words: ({ shortest }) => new RegExp(`takes .*${shortest}.*has 0`),
  },
  {
    limit: "longest list",
    applies: ({ type, longest }) => type === "list" && longest !== undefined,
    breaks: (property, type) =>
      Array((property.longest as number) + 1).fill((leastValue(type, property) as PropertyValue[])[0]),
    words: ({ longest = 0 }) => new RegExp(`takes .*${longest}, and has ${longest + 1}`),
  },
  {
    limit: "least",
    applies: ({ least }) => least !== undefined,
    breaks: ({ least = 0 }) => least - 1,
    words: ({ least }) => new RegExp(`must be .*${least}`),
  },
  {
    limit: "most",
    applies: ({ most }) => most !== undefined,
    breaks: ({ most = 0 }) => most + 1,
    words: ({ most }) => new RegExp(`must be .*${most}`),
  },
  {
    limit: "least seconds",
    applies: ({ leastSeconds }) => leastSeconds !== undefined,
    breaks: ({ leastSeconds = 0 }) => `${leastSeconds - 1}s`,
    words: ({ leastSeconds }) => new RegExp(`must be ${leastSeconds}s or longer`),
  },
];

describe("check of every type", () => {
  const types = resourceTypes();
  const all = types.flatMap((type) => places(type).map((place) => ({ type, ...place })));

  for (const type of types)
    it(`passes: the least that it takes, and unknowns everywhere: ${type.token}`, () => {
      const inputs = leastInputs(type);
      assert.deepEqual([...validate(type, inputs), ...brokenRelations(type, inputs)], []);
      const unknowns = Object.fromEntries(Object.keys(type.inputs).map((name) => [name, Unknown.value]));
      assert.deepEqual([...validate(type, unknowns), ...brokenRelations(type, unknowns)], []);
    });

  for (const { limit, applies, breaks, words } of limits) {
    const limited = all.filter(({ property }) => applies(property));
    it(`refuses: ${limit}, wherever the catalogue sets one (${limited.length})`, () => {
      assert.ok(limited.length > 0);
      const passed = limited.filter(({ type, path, property }: Place & { type: ResourceType }) => {
        const reason = answer(type, path, breaks(property, type));
        return reason === undefined || !words(property).test(reason);
      });
      assert.deepEqual(
        passed.map(({ type, path }) => `${type.token} ${path}`),
        [],
      );
    });
  }

  it("passes: what is just inside each limit", () => {
    const inside = ({ type, shortest, longest, least, most }: Property): PropertyValue[] => [
      ...(type === "string" && shortest !== undefined ? [text(shortest)] : []),
      ...(type === "string" && longest !== undefined ? [text(longest)] : []),
      ...[least, most].filter((bound) => bound !== undefined),
    ];
    const refused = all.flatMap(({ type, path, property }) =>
      inside(property)
        .map((value) => answer(type, path, value))
        .filter((reason) => reason !== undefined && !/must match/.test(reason))
        .map((reason) => `${type.token} ${path} ${reason}`),
    );
    assert.deepEqual(refused, []);
  });

  it("passes: the words of an enum, in another case too where the provider takes that", () => {
    const refused = all.filter(({ type, path, property }) => {
      const words = property.enum ?? [];
      const asked = property.caseless ? words.map((word) => word.toUpperCase()) : words;
      return asked.some((word) => answer(type, path, word) !== undefined);
    });
    assert.deepEqual(refused, []);
  });
});

describe("check of inputs together", () => {
  const related = resourceTypes().flatMap((type) => (type.relations ?? []).map((relation) => ({ type, relation })));
  const full = ({ in: place }: Relation, path: string) => (place ? `${place}.${path}` : path);
  /** The inputs with some of a relation's paths set and the others not. */
  const set = (type: ResourceType, relation: Relation, paths: readonly string[]): PropertyMap => {
    let inputs = inputsWith(type, relation.in ? `${relation.in}.none` : "none", undefined);
    for (const path of relation.of) {
      const place = places(type).find((one) => one.path === full(relation, path)) as Place;
      const value = paths.includes(path) ? leastValue(type, place.property) : undefined;
      inputs = merge(inputs, full(relation, path).split("."), value);
    }
    return inputs;
  };
  const failures = (type: ResourceType, relation: Relation, paths: readonly string[]) =>
    brokenRelations({ ...type, relations: [relation] }, set(type, relation, paths));

  for (const { type, relation } of related) {
    const { kind, of } = relation;
    const title = `${type.token} ${relation.in ?? ""} ${of.join(", ")}`;
    const named = (reason: string | undefined, paths: readonly string[]) =>
      paths.every((path) => reason?.includes(JSON.stringify(full(relation, path))));

    if (kind === "exactlyOneOf" || kind === "conflictsWith")
      it(`${kind}: two of them are refused, one passes: ${title}`, () => {
        const [failure] = failures(type, relation, of.slice(0, 2));
        assert.equal(failure?.property, full(relation, of[0]));
        assert.match(failure.reason, /cannot stand beside .*; keep one of /);
        assert.ok(named(failure.reason, of.slice(0, 2)));
        for (const path of of) assert.deepEqual(failures(type, relation, [path]), []);
      });
    if (kind === "exactlyOneOf" || kind === "atLeastOneOf")
      it(`${kind}: none of them is refused, any one passes: ${title}`, () => {
        const [failure] = failures(type, relation, []);
        assert.equal(failure?.property, relation.in ?? "");
        assert.match(failure.reason, /needs (exactly|at least) one of .*, and has none; set /);
        assert.ok(named(failure.reason, of));
        for (const path of of) assert.deepEqual(failures(type, relation, [path]), []);
      });
    if (kind === "conflictsWith")
      it(`${kind}: none of them passes: ${title}`, () => assert.deepEqual(failures(type, relation, []), []));
    if (kind === "requiredWith")
      it(`${kind}: the first alone is refused, all and none pass: ${title}`, () => {
        const [failure] = failures(type, relation, [of[0]]);
        assert.equal(failure?.property, full(relation, of[0]));
        assert.match(failure.reason, /needs .* beside it; set .*, or remove /);
        assert.ok(named(failure.reason, of));
        assert.deepEqual(failures(type, relation, of), []);
        assert.deepEqual(failures(type, relation, []), []);
      });
  }

  it("is judged only where the object they stand in is there", () => {
    const inside = related.filter(({ relation }) => relation.in !== undefined);
    assert.ok(inside.length > 0);
    for (const { type, relation } of inside)
      assert.deepEqual(brokenRelations({ ...type, relations: [relation] }, {}), [], `${type.token} ${relation.in}`);
  });
});

function merge(map: PropertyMap, [key = "", ...rest]: string[], value: PropertyValue | undefined): PropertyMap {
  const { [key]: old, ...others } = map;
  if (rest.length > 0) return { ...map, [key]: merge((old ?? {}) as PropertyMap, rest, value) };
  return value === undefined ? others : { ...map, [key]: value };
}
