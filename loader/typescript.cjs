// Has require() understand TypeScript, for the command line and the program: `node --require flotilla/typescript`. A file is
// compiled by itself, without a look at its types, and what comes of it is kept until the file changes. (The tests use tsx,
// which also resolves every name itself and reads every file of every package: a third of what a preview would cost.)
const { createHash } = require("node:crypto");
const { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } = require("node:fs");
const { enableCompileCache, Module } = require("node:module");
const { basename, join } = require("node:path");
const { version } = require("esbuild/package.json");
const { translateTraces } = require("./stack-trace.cjs");

const cache = join(__dirname, "..", "node_modules", ".cache", "flotilla", "typescript");
const longest = 30 * 24 * 60 * 60 * 1000; // milliseconds
enableCompileCache?.(join(cache, "..", "node")); // Node 22.1 and later keep what they make of any file

const { extensions } = require;
extensions[".ts"] = (module, file) => module._compile(compiled(file), file);
for (const later of [".json", ".node"]) {
  const load = extensions[later]; // of a name without extension, they are tried in the order in which they were added
  delete extensions[later];
  extensions[later] = load;
}
translateTraces((file) => (file.endsWith(".ts") ? compiled(file) : readFileSync(file, "utf8")));
keepTranslating();

/**
 * Pulumi's runner, as the real engine starts it, registers a translator of its own, which looks for the maps in the files on
 * disk and finds none: the lines that a state keeps would be those of compiled code.
 */
function keepTranslating() {
  try {
    const pulumi = require.resolve("@pulumi/pulumi/package.json");
    const register = require.resolve("source-map-support/register", { paths: [pulumi] });
    require.cache[register] = Object.assign(new Module(register), { loaded: true });
  } catch {} // no Pulumi, no other translator
}

/** What a file is compiled to hangs on its content and name, and on the compiler. */
function compiled(file) {
  const source = readFileSync(file, "utf8");
  const name = basename(file);
  const kept = join(cache, `${createHash("sha256").update([version, name, source].join("\0")).digest("hex")}.js`);
  const known = readIfThere(kept);
  if (known !== undefined) return known;
  const code = compile(source, name);
  keep(kept, code);
  return code;
}

function compile(source, sourcefile) {
  const { code } = require("esbuild").transformSync(source, {
    loader: "ts",
    format: "cjs",
    platform: "node",
    target: "node20",
    sourcefile,
    sourcemap: "inline",
    sourcesContent: false,
  });
  return code;
}

function readIfThere(file) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

/** As long as it cannot be kept, it is compiled each time. */
function keep(file, code) {
  try {
    sweep();
    writeFileSync(`${file}.${process.pid}`, code);
    renameSync(`${file}.${process.pid}`, file);
  } catch {}
}

let isSwept = false;

/** What was compiled long ago has changed since, or is compiled again. */
function sweep() {
  if (isSwept) return;
  isSwept = true;
  mkdirSync(cache, { recursive: true });
  for (const old of readdirSync(cache).map((name) => join(cache, name)))
    if (statSync(old).mtimeMs < Date.now() - longest) rmSync(old, { force: true });
}
