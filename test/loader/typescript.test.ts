import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

describe("flotilla/typescript", () => {
  const folder = mkdtempSync(join(tmpdir(), "typescript-"));
  after(() => rmSync(folder, { recursive: true }));

  const run = (files: Record<string, string>) => {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    const args = ["--require", require.resolve("../../loader/typescript.cjs"), join(folder, "main.ts")];
    const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
    return { stdout: stdout.trim(), stderr };
  };

  it("runs what only TypeScript has", () => {
    const { stdout } = run({
      "main.ts": `
        import { type Colour, mix } from "./paint";
        class Pot { constructor(private readonly colour: Colour) {} tell() { return mix(this.colour); } }
        enum Size { Small = 1 }
        console.log(new Pot("red").tell(), Size.Small satisfies number);`,
      "paint.ts": `export type Colour = "red"; export const mix = (colour: Colour): string => colour + "dish";`,
    });
    assert.equal(stdout, "reddish 1");
  });

  it("runs a file as it is by now, and not as it was compiled before", () => {
    for (const word of ["first", "second", "first"])
      assert.equal(run({ "main.ts": `const word: string = "${word}"; console.log(word);` }).stdout, word);
  });

  it("means the code by a name that JSON has too", () => {
    const files = {
      "main.ts": 'import { told } from "./table"; console.log(told);',
      "table.ts": 'import data from "./table.json"; export const told = [data.name].join();',
      "table.json": '{ "name": "data" }',
    };
    assert.equal(run(files).stdout, "data");
  });

  it("error: names the lines that were written, of every file that it passes", () => {
    const { stderr } = run({
      "main.ts":
        'import { fail } from "./fail";\ninterface Nothing {\n  here: string;\n}\n\nfail({ here: "" } as Nothing);\n',
      "fail.ts":
        "type Any = unknown;\n\n\nexport function fail(_: Any): never {\n  throw new TypeError(`no luck`);\n}\n",
    });
    assert.match(stderr, /TypeError: no luck\n\s+at fail \(.*fail\.ts:5:9\)\n\s+at .*main\.ts:6:1\)/);
  });

  it("error: names the lines that were written although Pulumi's runner registers a translator that would not", () => {
    const register = JSON.stringify(require.resolve("source-map-support/register"));
    const { stdout } = run({
      "main.ts": `require(${register});\ninterface Nothing {}\n\nconsole.log(new Error().stack);\n`,
    });
    assert.match(stdout, /main\.ts:4:13/);
  });
});
