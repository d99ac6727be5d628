// Stack traces that name the lines that were written, of files that have a source map. Node's own way looks for the map of
// every file of every package while it is loaded; this one reads a map when a trace passes its file.
const { readFileSync } = require("node:fs");
const { SourceMap } = require("node:module");
const { dirname, resolve, sep } = require("node:path");

const packages = `${sep}node_modules${sep}`;
const comment = /^\/\/# sourceMappingURL=(\S+)\s*$/gm;

/** Has traces translated from now on. `textOf` gives the text of a file as it was loaded. */
function translateTraces(textOf) {
  const maps = new Map();
  const mapOf = (file) => {
    if (!maps.has(file)) maps.set(file, readMap(file, textOf));
    return maps.get(file);
  };
  Error.prepareStackTrace = (error, frames) => {
    const lines = frames.map((frame) => `\n    at ${translated(frame, mapOf)}`);
    return `${Error.prototype.toString.call(error)}${lines.join("")}`;
  };
}

function translated(frame, mapOf) {
  const file = frame.getFileName();
  const [line, column] = [frame.getLineNumber(), frame.getColumnNumber()];
  const { originalSource, originalLine, originalColumn } = mapOf(file)?.findEntry(line - 1, column - 1) ?? {};
  if (originalLine === undefined) return `${frame}`;
  const source = resolve(dirname(file), originalSource);
  return `${frame}`.replace(`${file}:${line}:${column}`, `${source}:${originalLine + 1}:${originalColumn + 1}`);
}

function readMap(file, textOf) {
  if (!file || file.startsWith("node:") || file.includes(packages)) return undefined;
  try {
    const [, url] = [...textOf(file).matchAll(comment)].at(-1);
    const inline = /^data:application\/json;base64,(.*)$/.exec(url);
    const text = inline
      ? Buffer.from(inline[1], "base64").toString()
      : readFileSync(resolve(dirname(file), url), "utf8");
    return new SourceMap(JSON.parse(text));
  } catch {
    return undefined; // it has none, or none that can be read
  }
}

module.exports = { translateTraces };
