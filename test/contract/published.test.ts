import assert from "node:assert/strict";
import { z } from "zod";
import { declareEvent } from "../../contract";
import { type PublishedTypes, refusedChanges } from "../../contract/events/changes";
import { declaredTypes, readPublished } from "../../contract/events/record";

describe("the declared events", () => {
  it("have changed in nothing but new optional fields since they were published", () => {
    assert.deepEqual(refusedChanges(readPublished(), declaredTypes()), []);
  });

  it("are recorded as they are; where they are not, npm run events:publish records them", () => {
    assert.deepEqual(readPublished(), declaredTypes());
  });
});

describe("a change of a published type", () => {
  const type = "dev.example.test.image.pushed";
  const typesOf = (shape: z.ZodRawShape, name = type): PublishedTypes => {
    const { fields } = declareEvent(name, z.object(shape));
    return { [name]: fields };
  };
  const changes = z.array(z.object({ subject: z.string() }));
  const before = { repository: z.string(), tag: z.string().optional(), changes };

  it("a new optional field, an optional field of a record, and another order are none to refuse", () => {
    const more = z.array(z.object({ role: z.string().optional(), subject: z.string() }));
    const after = { changes: more, repository: z.string(), bytes: z.int().optional(), tag: z.string().optional() };
    assert.deepEqual(refusedChanges(typesOf(before), typesOf(after)), []);
  });

  it("a new type is none to refuse", () => {
    const after = { ...typesOf(before), ...typesOf(before, `${type}.v2`) };
    assert.deepEqual(refusedChanges(typesOf(before), after), []);
  });

  const remedy = `; leave it as it was, and declare ${type}.v2 beside it`;
  const refused: [string, z.ZodRawShape, string][] = [
    ["a field that is gone", { repository: z.string(), changes }, "data.tag is gone"],
    ["another type", { ...before, repository: z.int() }, "data.repository was string and is integer"],
    ["a new required field", { ...before, bytes: z.int() }, "data.bytes is new and required"],
    ["a new list", { ...before, layers: z.array(z.string()) }, "data.layers is new and required"],
    ["optional, then required", { ...before, tag: z.string() }, "data.tag was optional and is required"],
    [
      "required, then optional",
      { ...before, repository: z.string().optional() },
      "data.repository was required and may be left out",
    ],
    [
      "no list any more",
      { ...before, changes: z.object({ subject: z.string() }) },
      "data.changes was a list and is not",
    ],
    [
      "a required field of a record",
      { ...before, changes: z.array(z.object({ subject: z.string(), role: z.string() })) },
      "data.changes.role is new and required",
    ],
  ];
  for (const [what, after, words] of refused)
    it(`${what}: is refused, with the next type's name`, () => {
      assert.deepEqual(refusedChanges(typesOf(before), typesOf(after)), [`${type}: ${words}${remedy}`]);
    });

  it("a type that is gone: is refused", () => {
    assert.deepEqual(refusedChanges(typesOf(before), {}), [
      `${type}: was published and is not declared any more; declare it again`,
    ]);
  });

  it("of a second version leads to a third", () => {
    const [problem] = refusedChanges(typesOf(before, `${type}.v2`), typesOf({ ...before, tag: z.int() }, `${type}.v2`));
    assert.match(problem ?? "", /declare dev\.example\.test\.image\.pushed\.v3/);
  });
});
