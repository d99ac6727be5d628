import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import ts from "typescript";

const root = join(__dirname, "..");

/** Which rooms a room may read, through their doors. Everything else stands alone. */
const arrows: Readonly<Record<string, readonly string[]>> = {
  contract: [],
  apps: ["contract"],
  components: ["contract"],
  stacks: ["components", "contract"],
  policy: [],
  local: ["contract"],
  review: [],
  cli: ["local", "review"],
  examples: ["components", "contract"],
};

/** The package by its own name, as a program outside of it imports it. */
const byName: Readonly<Record<string, string>> = { flotilla: "components", "flotilla/contract": "contract" };

/** Packages that are one room's business. */
const keptTo: Readonly<Record<string, readonly string[]>> = {
  "@pulumi/gcp": ["components"],
  "@pulumi/cloudflare": ["components"],
  "@pulumi/random": ["components"],
  "@pulumi/policy": ["policy"],
  "@pulumi/pulumi": ["components", "stacks", "policy", "local", "examples"],
  "@grpc/grpc-js": ["local"],
  "@grpc/proto-loader": ["local"],
  protobufjs: ["local"],
  "@duckdb/node-api": ["local"],
  // The stand-in takes the service definitions and their types from the client library.
  "@google-cloud/pubsub": ["contract", "local"],
  cloudevents: ["contract"],
};

interface Import {
  file: string;
  room: string;
  to: string;
}

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === "dist" ? [] : sources(path);
    return /\.[jt]s$/.test(entry.name) ? [path] : [];
  });
}

function importsOf(room: string): Import[] {
  return sources(join(root, room)).flatMap((file) =>
    ts
      .preProcessFile(readFileSync(file, "utf8"), true, true)
      .importedFiles.map(({ fileName }) => ({ file, room, to: fileName })),
  );
}

/** The room and the file in it that a relative import leads to. */
function target({ file, to }: Import): { room: string; inside: string } {
  const named = byName[to];
  if (named) return { room: named, inside: "" };
  const [room = "", ...inside] = relative(root, resolve(file, "..", to)).split(sep);
  return { room, inside: inside.join("/") };
}

const show = ({ file, to }: Import) => `${relative(root, file)} → ${to}`;

describe("the walls between rooms", () => {
  const rooms = Object.keys(arrows);
  const imports = rooms.flatMap(importsOf);
  const relatives = imports.filter(({ to }) => to.startsWith(".") || byName[to]);

  it("arrows: a room reads only the rooms that it may", () => {
    const forbidden = relatives.filter((one) => {
      const { room } = target(one);
      return room !== one.room && !arrows[one.room]?.includes(room);
    });
    assert.deepEqual(forbidden.map(show), []);
  });

  it("doors: a room is entered through its index alone", () => {
    const windows = relatives.filter((one) => {
      const { room, inside } = target(one);
      return room !== one.room && inside !== "" && inside !== "index";
    });
    assert.deepEqual(windows.map(show), []);
  });

  it("doors: each begins with what belongs in the room", () => {
    // Applications and examples are programs, which nobody enters; the former share one room of their own.
    const entered = rooms.filter((room) => room !== "examples");
    for (const room of entered.map((room) => (room === "apps" ? "apps/serving" : room))) {
      const [comment = ""] = /^\/\*\*[\s\S]*?\*\//.exec(readFileSync(join(root, room, "index.ts"), "utf8")) ?? [];
      assert.match(comment, /belongs here: /i, `${room}/index.ts`);
    }
  });

  it("name: only an example imports the package by its name", () => {
    assert.deepEqual([...new Set(imports.filter(({ to }) => byName[to]).map(({ room }) => room))], ["examples"]);
  });

  it("packages: the clouds' are used by components, the policies' by the pack", () => {
    const strays = imports.filter(({ to, room }) => {
      const name = to.split("/").slice(0, 2).join("/");
      return Object.hasOwn(keptTo, name) && !keptTo[name]?.includes(room);
    });
    assert.deepEqual(strays.map(show), []);
  });

  it("imports are found at all", () => {
    assert.ok(relatives.length > 100);
    assert.ok(imports.some(({ room, to }) => room === "components" && to === "@pulumi/gcp"));
  });
});
