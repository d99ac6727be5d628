import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { transformSync } from "esbuild";
import { World } from "./engine/kit";
import { packFolder, resource, start } from "./policy-runner/pack";

/** In a program or pack: what is loaded of the SDK's compiler, serializer, tracing and driver of the real engine. */
const heavy = `
  ["typescript/lib/typescript.js", "@npmcli/arborist/lib", "@opentelemetry/sdk-trace-node", "automation/localWorkspace"]
    .filter((name) => Object.entries(require.cache).some(([file, { exports }]) =>
      file.includes(name) && (name !== "typescript/lib/typescript.js" || Object.keys(exports).length > 100)))`;

describe("the SDK as it is started", () => {
  const root = mkdtempSync(join(tmpdir(), "lean-sdk-"));
  symlinkSync(join(process.cwd(), "node_modules"), join(root, "node_modules"));
  after(() => rmSync(root, { recursive: true }));

  let programs = 0;
  const run = (files: Record<string, string>, nodeArgs: string[] = []) => {
    const directory = join(root, `p${programs++}`);
    mkdirSync(directory);
    for (const [name, text] of Object.entries({ "package.json": "{}", ...files }))
      writeFileSync(join(directory, name), text);
    const entryPoint = "index.ts" in files ? "index.ts" : "index.js";
    return new World().up(() => undefined, { root: directory, program: { directory, entryPoint, nodeArgs } });
  };
  const program = (text: string) => run({ "index.js": `const pulumi = require("@pulumi/pulumi");\n${text}` });

  it("program: what only serves to debug, trace and serialize is not loaded", async () => {
    assert.deepEqual((await program(`exports.heavy = ${heavy};`)).outputs, { heavy: [] });
  });

  it("program: and is there for who uses it", async () => {
    const { errors, outputs } = await program(
      `exports.text = pulumi.runtime.serializeFunction(() => "serialized").then(({ text }) => text);
       exports.workspace = typeof pulumi.automation.LocalWorkspace;`,
    );
    assert.deepEqual([errors, outputs.workspace], [[], "function"]);
    assert.match(outputs.text as string, /return "serialized"|=> "serialized"/);
  });

  it("program: what it says is heard, but for debug messages", async () => {
    const { infos, warnings } = await program('pulumi.log.debug("d"); pulumi.log.info("i"); pulumi.log.warn("w");');
    assert.deepEqual([infos, warnings], [["i"], ["w"]]);
  });

  it("program: a promise that is never kept fails it", async () => {
    const { outcome, infos, events } = await program(
      'new pulumi.CustomResource("fake:index:Thing", "a", { value: new Promise(() => {}) });',
    );
    assert.equal(outcome, "failed");
    assert.match(JSON.stringify([infos, events]), /promises? (was|were) still active/);
  });

  for (const loader of ["tsx/cjs", "flotilla/typescript"])
    it(`error: names the line of TypeScript that was written, with ${loader}`, async () => {
      const text =
        'interface Nothing {\n  here: string;\n}\n\nexport const none: Nothing[] = [];\n\nthrow new Error("no luck");\n';
      const { errors } = await run({ "index.ts": text }, [
        "--require",
        require.resolve(`${loader === "tsx/cjs" ? loader : "../../loader/typescript.cjs"}`),
      ]);
      assert.match(errors.join("\n"), /no luck[\s\S]*index\.ts:7:7/);
    });

  it("error: names the line of what JavaScript was made from, where that has a map", async () => {
    const source = 'interface Nothing {\n  here: string;\n}\n\nthrow new Error("no luck");\n';
    const { code, map } = transformSync(source, {
      loader: "ts",
      format: "cjs",
      sourcemap: true,
      sourcefile: "original.ts",
    });
    const { errors } = await run({ "index.js": `${code}//# sourceMappingURL=index.js.map\n`, "index.js.map": map });
    assert.match(errors.join("\n"), /no luck[\s\S]*original\.ts:5:7/);
  });

  it("pack: one of JavaScript needs no compiler", async () => {
    const pack = await start(
      packFolder(
        `const heavy = ${heavy};
         new PolicyPack("p", { policies: [{ name: "n", description: "d", enforcementLevel: "mandatory",
           validateResource: (_, report) => report("loaded: " + heavy.join()) }] });`,
      ),
    );
    const [violation] = await pack.analyze(resource("a", {}));
    await pack.close();
    assert.match(violation?.message ?? "", /loaded: $/);
  });
});
