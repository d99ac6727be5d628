// Has require() understand TypeScript, for the command line and the program: `node --require flotilla/typescript`. A file is
// compiled by itself, without a look at its types, and what comes of it is kept until the file changes. (The tests use tsx,
// which also resolves every name itself and reads every file of every package: a third of what a preview would cost.)
const { createHash } = require("node:crypto");
const { mkdirSync, readFileSync, renameSync, writeFileSync } = require("node:fs");
const { SourceMap } = require("node:module");
const { join } = require("node:path");
const { version } = require("esbuild/package.json");

const cache = join(__dirname, "node_modules", ".cache", "flotilla");
const mapComment = "//# sourceMappingURL=data:application/json;base64,";

/** File → its source map, as text until it is first asked for. */
const maps = new Map();

const { extensions } = require;
extensions[".ts"] = (module, file) => {
  const code = compiled(file);
  maps.set(file, code.slice(code.lastIndexOf(mapComment) + mapComment.length, -mark("").length));
  module._compile(code, file);
};
for (const later of [".json", ".node"]) {
  const load = extensions[later]; // of a name without extension, they are tried in the order in which they were added
  delete extensions[later];
  extensions[later] = load;
}

/** An error names the lines that were written. Where it happened is at the top: there is no need to translate all below. */
Error.prepareStackTrace = (error, frames) => {
  const lines = frames.map((frame, i) => `\n    at ${i < 10 ? translated(frame) : frame}`);
  return `${Error.prototype.toString.call(error)}${lines.join("")}`;
};

function translated(frame) {
  const map = mapOf(frame.getFileName());
  const [line, column] = [frame.getLineNumber(), frame.getColumnNumber()];
  const { originalLine, originalColumn } = map?.findEntry(line - 1, column - 1) ?? {};
  if (originalLine === undefined) return `${frame}`;
  return `${frame}`.replace(`:${line}:${column}`, `:${originalLine + 1}:${originalColumn + 1}`);
}

function mapOf(file) {
  const known = maps.get(file);
  if (typeof known !== "string") return known;
  const map = new SourceMap(JSON.parse(Buffer.from(known, "base64").toString()));
  maps.set(file, map);
  return map;
}

function compiled(file) {
  const source = readFileSync(file, "utf8");
  const kept = join(cache, `${digest(file)}.js`);
  const end = mark(digest(source, version));
  const known = readIfThere(kept);
  if (known?.endsWith(end)) return known;
  const code = compile(source, file) + end;
  keep(kept, code);
  return code;
}

/** What a compiled file ends with. */
function mark(sourceDigest) {
  return `// ${sourceDigest.padEnd(32)}\n`;
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

function digest(...texts) {
  return createHash("sha256").update(texts.join("\0")).digest("hex").slice(0, 32);
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
    mkdirSync(cache, { recursive: true });
    writeFileSync(`${file}.${process.pid}`, code);
    renameSync(`${file}.${process.pid}`, file);
  } catch {}
}
