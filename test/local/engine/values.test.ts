import assert from "node:assert/strict";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { fromStruct, toStruct, unknownValue } from "../../../local/engine";
import { containsPath, parsePath, resetPath } from "../../../local/engine/property-path";
import { ResourceReference, Secret, Unknown } from "../../../local/values";

const signature = "4dabf18193072939515e22adb298388d";

describe("wire form", () => {
  it("values: what is sent is what arrives", () => {
    const map = {
      plain: [1, "two", null, { three: false }],
      secret: new Secret({ inner: [Unknown.value] }),
      unknown: Unknown.value,
      reference: new ResourceReference("urn:a", "id"),
      component: new ResourceReference("urn:b"),
      later: new ResourceReference("urn:c", Unknown.value),
    };
    assert.deepEqual(fromStruct(toStruct(map)), map);
  });

  it("unknown: it is the string that SDKs know", () => {
    assert.deepEqual(toStruct({ x: Unknown.value }).toJavaScript(), { x: unknownValue });
    assert.equal(unknownValue, "04da6b54-80e4-46f7-96ec-b56ff0331ba9");
  });

  it("output values: known, secret and unknown ones arrive as what they hold", () => {
    const output = { [signature]: "d0e6a833031e9bbcd3f4e8bde6ca49a4" };
    const map = { known: { ...output, value: 1 }, secret: { ...output, value: 2, secret: true }, unknown: output };
    assert.deepEqual(fromStruct(Struct.fromJavaScript(map)), {
      known: 1,
      secret: new Secret(2),
      unknown: Unknown.value,
    });
  });

  it("signature: an unknown one is named with its place", () => {
    const struct = Struct.fromJavaScript({ a: [{ [signature]: "what" }] });
    assert.throws(() => fromStruct(struct), /property a\[0\] holds a value of unknown signature what/);
  });

  it("nothing: a message without properties has none", () => {
    assert.deepEqual(fromStruct(undefined), {});
  });
});

describe("property paths", () => {
  const cases: [string, (string | number)[]][] = [
    ["a", ["a"]],
    ["a.b[0].c", ["a", "b", 0, "c"]],
    ['a["b.c"][1]', ["a", "b.c", 1]],
    ['["x \\"y\\""].z', ['x "y"', "z"]],
    ["a[*].b", ["a", "*", "b"]],
    ["foo-bar.*", ["foo-bar", "*"]],
  ];
  for (const [text, path] of cases) it(`parse: ${text}`, () => assert.deepEqual(parsePath(text), path));

  for (const text of ["", ".a", "a[", "a]b", 'a["b', "a[x]"])
    it(`parse: ${JSON.stringify(text)} is refused by name`, () =>
      assert.throws(
        () => parsePath(text),
        (error: Error) => error.message.startsWith(JSON.stringify(text)),
      ));

  it("contains: a path holds what lies inside it, and * any key", () => {
    const contains = (outer: string, inner: string) => containsPath(parsePath(outer), parsePath(inner));
    assert.deepEqual(
      [
        contains("a", "a.b"),
        contains("a.b", "a"),
        contains("a[*].c", "a[3].c"),
        contains("*", "x"),
        contains("a", "ab"),
      ],
      [true, false, true, true, false],
    );
  });

  const olds = { a: 1, list: [1, 2], deep: { x: 1, y: [{ z: 1 }] }, secret: new Secret({ k: 1 }) };
  const resets: [string, object, object | undefined][] = [
    ["a", { a: 2 }, { a: 1 }],
    ["a", {}, { a: 1 }],
    ["gone", { gone: 1 }, {}],
    ["list[1]", { list: [8, 9] }, { list: [8, 2] }],
    ["list[1]", { list: [8] }, undefined],
    ["list[*]", { list: [8, 9] }, { list: [1, 2] }],
    ["deep.x", { deep: { x: 5, w: 1 } }, { deep: { x: 1, w: 1 } }],
    ["deep.x", {}, undefined],
    ["deep.y[0].z", { deep: { y: [{ z: 9 }] } }, { deep: { y: [{ z: 1 }] } }],
    ["deep.*", { deep: { x: 2, more: 3 } }, { deep: { x: 1, y: [{ z: 1 }] } }],
    ["nothing.here", { a: 2 }, { a: 2 }],
    ["secret.k", { secret: { k: 2 } }, { secret: { k: new Secret(1) } }],
  ];
  for (const [path, news, expected] of resets)
    it(`reset: ${path} in ${JSON.stringify(news)}`, () =>
      assert.deepEqual(resetPath(parsePath(path), olds, news as never), expected));
});
