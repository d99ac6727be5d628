// Loaded into each application before its own code: folders that it may only read refuse to be changed, in the words of a
// file system that is read-only. The folder itself is of whoever runs this, who puts files into it.
const fs = require("node:fs");
const { syncBuiltinESMExports } = require("node:module");
const { resolve } = require("node:path");
const { fileURLToPath } = require("node:url");

const folders = JSON.parse(process.env.FLOTILLA_READ_ONLY ?? "[]");
delete process.env.FLOTILLA_READ_ONLY;

/** What changes something → which of its arguments say what. */
const changes = {
  appendFile: [0],
  chmod: [0],
  chown: [0],
  copyFile: [1],
  cp: [1],
  link: [1],
  lutimes: [0],
  mkdir: [0],
  mkdtemp: [0],
  open: [0],
  rename: [0, 1],
  rm: [0],
  rmdir: [0],
  symlink: [1],
  truncate: [0],
  unlink: [0],
  utimes: [0],
  writeFile: [0],
};

function isRefused(path) {
  if (typeof path !== "string" && !Buffer.isBuffer(path) && !(path instanceof URL)) return false; // opened before
  const place = `${resolve(path instanceof URL ? fileURLToPath(path) : String(path))}/`;
  return folders.some((folder) => place.startsWith(`${folder}/`));
}

/** Whether a file is opened to be read and no more. */
function reads(flags) {
  if (typeof flags !== "string" && typeof flags !== "number") return true;
  return typeof flags === "number"
    ? (flags & (fs.constants.O_WRONLY | fs.constants.O_RDWR)) === 0
    : /^r?s?$/.test(flags);
}

function refusal(name, args) {
  if (name === "open" && reads(args[1])) return undefined;
  const path = changes[name].map((index) => args[index]).find(isRefused);
  if (path === undefined) return undefined;
  const message = `EROFS: read-only file system, ${name} '${path}'`;
  return Object.assign(new Error(message), { code: "EROFS", errno: -30, syscall: name, path: String(path) });
}

function guard(of, name, key, refuse) {
  const original = of[key];
  of[key] = function (...args) {
    const error = refusal(name, args);
    return error ? refuse(error, args) : original.apply(this, args);
  };
}

if (folders.length > 0) {
  for (const name of Object.keys(changes)) {
    guard(fs, name, name, (error, args) => process.nextTick(args.at(-1), error));
    guard(fs, name, `${name}Sync`, (error) => {
      throw error;
    });
    guard(fs.promises, name, name, (error) => Promise.reject(error));
  }
  syncBuiltinESMExports();
}
