import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";

const root = join(__dirname, "..", "..");

/** What a program has loaded at its end, of the packages that matter here. */
function loadedBy(program: string): string[] {
  const script = `${program}; process.on("exit", () => console.log(Object.keys(require.cache).join("\\n")))`;
  const output = execFileSync(process.execPath, ["--require", "tsx/cjs", "--eval", script], {
    cwd: root,
    encoding: "utf8",
  });
  const heavy = ["@google-cloud/pubsub", "cloudevents", "@grpc/grpc-js", "google-gax", "@pulumi/pulumi", "pg"];
  return heavy.filter((name) => output.includes(join("node_modules", name, "/")));
}

describe("the contract", () => {
  it("costs a program that declares events none of the libraries that publish and receive", () => {
    assert.deepEqual(loadedBy('require("./contract")'), []);
  });

  it("loads a library when it is needed", () => {
    const program = `
      const { onceInMemory, on, events, receiver } = require("./contract");
      receiver([on(events.imagePushed, async () => {})], { once: onceInMemory(), report() {} })({ headers: {}, body: "{}" })`;
    assert.deepEqual(loadedBy(program), ["cloudevents"]);
  });
});
