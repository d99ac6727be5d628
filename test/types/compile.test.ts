import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import ts from "typescript";

const folder = join(__dirname, "programs");
const root = join(__dirname, "..", "..");

/** The compiler's errors in the programs, as `line: TSnnnn`, by file. */
function compile(files: readonly string[]): Map<string, string[]> {
  const { config } = ts.readConfigFile(join(root, "tsconfig.json"), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  const program = ts.createProgram([...files], { ...options, noUnusedLocals: false });
  return new Map(
    files.map((file) => {
      const diagnostics = ts.getPreEmitDiagnostics(program, program.getSourceFile(file));
      return [basename(file), diagnostics.map(describeDiagnostic).sort(byLine)];
    }),
  );
}

function describeDiagnostic({ file, start = 0, code }: ts.Diagnostic): string {
  const line = file ? file.getLineAndCharacterOfPosition(start).line + 1 : 0;
  return `${line}: TS${code}`;
}

/** What a program's comments say that the compiler will refuse. */
function expected(file: string): string[] {
  return readFileSync(file, "utf8")
    .split("\n")
    .flatMap((text, i) => {
      const [, codes] = / \/\/ ((?:TS\d+ ?)+)$/.exec(text) ?? [];
      return codes ? codes.split(" ").map((code) => `${i + 1}: ${code}`) : [];
    })
    .sort(byLine);
}

const byLine = (a: string, b: string) => Number.parseInt(a, 10) - Number.parseInt(b, 10) || (a < b ? -1 : 1);

describe("the compiler", () => {
  const files = readdirSync(folder).map((file) => join(folder, file));
  let errors: Map<string, string[]>;
  before(() => {
    errors = compile(files);
  });
  for (const file of files)
    it(`${basename(file)}: refuses exactly what is said in it`, () => {
      assert.deepEqual(errors.get(basename(file)), expected(file));
    });
});
