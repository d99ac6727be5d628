import assert from "node:assert/strict";
import { join } from "node:path";
import { findProject, ProjectError } from "../../../local/project";
import { folder, pulumiYaml } from "./folder";

const refusal = (yaml: string): string => {
  try {
    findProject(folder({ "Pulumi.yaml": yaml }));
  } catch (error) {
    assert.ok(error instanceof ProjectError, String(error));
    return error.message;
  }
  return assert.fail("was accepted");
};

describe("findProject()", () => {
  it("place: the nearest Pulumi.yaml at or above a folder is the project", () => {
    const root = folder({ "Pulumi.yaml": pulumiYaml(), "src/deep/file.txt": "" });
    assert.equal(findProject(join(root, "src/deep")).root, root);
  });

  it("place: where there is none, the folder and the remedy are named", () => {
    const root = folder({});
    assert.throws(() => findProject(root), { name: "ProjectError", message: /no Pulumi.yaml in .*--cwd/ });
  });

  it("main: a folder is the program's working directory, a file stands in it", () => {
    const files = { "app/index.js": "" };
    const inFolder = folder({ ...files, "Pulumi.yaml": pulumiYaml("main: app") });
    assert.deepEqual(findProject(inFolder).program, {
      directory: join(inFolder, "app"),
      entryPoint: ".",
      nodeArgs: [],
    });
    const inFile = folder({ ...files, "Pulumi.yaml": pulumiYaml("main: app/index.js") });
    assert.equal(findProject(inFile).program.directory, join(inFile, "app"));
    assert.equal(findProject(inFile).program.entryPoint, "index.js");
  });

  it("main: a path that is not there is named with its line", () => {
    assert.match(refusal(pulumiYaml("main: nowhere")), /Pulumi.yaml:5: main: nowhere does not exist/);
  });

  it("nodeargs: they are split as a shell splits", () => {
    const yaml = `name: shop\nruntime:\n  name: nodejs\n  options:\n    typescript: false\n    nodeargs: --require tsx/cjs --title="a b" 'c d'\n`;
    const { program } = findProject(folder({ "Pulumi.yaml": yaml }));
    assert.deepEqual(program.nodeArgs, ["--require", "tsx/cjs", "--title=a b", "c d"]);
  });

  it("runtime: another language, and type checking at run time, are refused with the remedy", () => {
    assert.match(refusal("name: shop\nruntime: python\n"), /Pulumi.yaml:2: runtime.name: must be nodejs, is "python"/);
    assert.match(refusal("name: shop\nruntime: nodejs\n"), /typescript: must be false.*--require tsx\/cjs/);
  });

  it("YAML: a mistake in its grammar has its line", () => {
    assert.match(refusal("name: shop\nruntime: [nodejs\n"), /Pulumi.yaml:\d: /);
    assert.match(refusal("name: shop\nname: shop\n"), /Pulumi.yaml:2: .*unique/);
  });

  it("all mistakes of a file are in one error", () => {
    const message = refusal("name: a shop\nruntime: python\n");
    assert.match(message, /:1: name: may hold letters/);
    assert.match(message, /:2: runtime/);
  });

  it("other keys of the real schema: they pass", () => {
    const more =
      "description: d\nauthor: ada\nbackend: {url: file://~}\npackages: {x: y}\ntemplate: {displayName: t}\n";
    assert.equal(findProject(folder({ "Pulumi.yaml": pulumiYaml(more) })).name, "shop");
  });

  it("options.refresh: what a local run does not do is refused by name", () => {
    assert.match(refusal(pulumiYaml("options: {refresh: always}")), /options.refresh: is not supported here/);
  });
});

describe("config: declarations", () => {
  const mistakes: [what: string, yaml: string, expected: RegExp][] = [
    [
      "a default of another type",
      "config:\n  n: {type: integer, default: x}",
      /:6: config.n: has a default that is not an integer/,
    ],
    ["an array without items", "config:\n  n: {type: array}", /is an array without items/],
    ["default and value", "config:\n  n: {default: 1, value: 2}", /has both a default and a value/],
    ["a type on another namespace", "config:\n  gcp:zone: {type: string}", /is not a key of this project/],
    ["an unknown type", "config:\n  n: {type: float}", /config.n.type/],
    ["an unknown attribute", "config:\n  n: {kind: string}", /kind/],
    ["a path", "config:\n  n.m: 1", /is not a configuration key/],
  ];
  for (const [what, yaml, expected] of mistakes)
    it(`refused: ${what}`, () => assert.match(refusal(pulumiYaml(yaml)), expected));

  it("short forms: a default for own keys, a value for others", () => {
    const root = folder({ "Pulumi.yaml": pulumiYaml("config:\n  owner: ada\n  gcp:region: europe-west1\n") });
    assert.deepEqual(findProject(root).declarations, [
      { key: "shop:owner", default: "ada" },
      { key: "gcp:region", value: "europe-west1" },
    ]);
  });
});
