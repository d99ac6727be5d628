import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { folder, pulumiYaml } from "../local/project/folder";
import { flotilla } from "./terminal";

const image = (name: string, digit: string) => `registry.example.dev/${name}@sha256:${digit.repeat(64)}`;
const declared = pulumiYaml(`config:
  shop:images:
    type: object
    default:
      iam: ${image("iam", "a")}
      web: ${image("web", "a")}
`);
const staging = `# Staging.
config:
  shop:regions: [europe-west1, us-east4] # both
  shop:number: "0123"
`;

describe("flotilla images set", () => {
  let root: string;
  const set = (...args: string[]) => flotilla(root, "images", "set", "-s", "staging", ...args);
  const file = () => readFileSync(join(root, "Pulumi.staging.yaml"), "utf8");
  beforeEach(() => {
    root = folder({ "Pulumi.yaml": declared, "Pulumi.staging.yaml": staging, "index.js": "" });
  });

  it("the first image makes a whole map of the project's defaults, and leaves the rest as it was", async () => {
    const { code, out, err } = await set(`web=${image("web", "b")}`);
    assert.equal(code, 0, err);
    assert.equal(out, `web: ${image("web", "a")} → ${image("web", "b")}\n`);
    const images = `  shop:images:\n    iam: ${image("iam", "a")}\n    web: ${image("web", "b")}\n`;
    assert.equal(file(), `${staging}${images}`);
  });

  it("a later one changes its own line alone, comments and order kept", async () => {
    await set(`web=${image("web", "b")}`);
    const before = file();
    const { code } = await set(`iam=${image("iam", "c")}`);
    assert.equal(code, 0);
    assert.equal(file(), before.replace(image("iam", "a"), image("iam", "c")));
  });

  it("what is there already is not written again", async () => {
    const { out } = await set(`iam=${image("iam", "a")}`);
    assert.equal(out, "staging has these images already\n");
    assert.equal(file(), staging);
  });

  it("images that are written as text are left alone, with what to do", async () => {
    const text = `config:\n  shop:images: '{"iam": "${image("iam", "a")}"}'\n`;
    writeFileSync(join(root, "Pulumi.staging.yaml"), text);
    const { code, err } = await set(`iam=${image("iam", "b")}`);
    assert.notEqual(code, 0);
    assert.match(err, /shop:images is no map of names and images; write it as one/);
    assert.equal(file(), text);
  });

  const refused: [string, string[], RegExp][] = [
    [
      "a tag",
      ["web=registry.example.dev/web:latest"],
      /web: registry\.example\.dev\/web:latest is not pinned by digest/,
    ],
    [
      "a name that nobody has",
      [`wbe=${image("web", "b")}`],
      /wbe: shop:images has no image of that name; there are iam, web/,
    ],
    ["what is no assignment", ["web"], /"web" is not NAME=IMAGE/],
    ["a name twice", [`web=${image("web", "b")}`, `web=${image("web", "c")}`], /web is given twice/],
  ];
  for (const [title, args, message] of refused)
    it(`refuses ${title}, and writes nothing`, async () => {
      const { code, err } = await set(...args);
      assert.notEqual(code, 0);
      assert.match(err, message);
      assert.equal(file(), staging);
    });
});
