/**
 * Reads the declarations of the installed `@pulumi/gcp` as text: for every resource type the properties that name a
 * service account, with their doc comment. Types alone would do for neither the comment nor the speed (the compiler
 * takes seconds for these 6 MB, this some tenths).
 */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

export interface ScannedProperty {
  /** From the resource's arguments down: `template.containers[].image`. */
  path: string;
  optional: boolean;
  /** It has properties of its own. */
  block: boolean;
  doc: string;
}

interface Property {
  name: string;
  optional: boolean;
  doc: string;
  /** The input type it leads to (`cloudrunv2.ServiceTemplate`), and whether through a list or a map. */
  leadsTo: string | undefined;
  step: "" | "[]" | "{}";
}

const sdk = dirname(require.resolve("@pulumi/gcp/package.json"));

/** Every resource type of the SDK with its properties that `wanted` keeps, nested ones included. */
export function scan(wanted: (property: { name: string; doc: string }) => boolean): Map<string, ScannedProperty[]> {
  const inputs = inputTypes();
  const found = new Map<string, ScannedProperty[]>();
  for (const { token, args } of resources()) {
    const kept: ScannedProperty[] = [];
    walk(args, "", [], kept);
    if (kept.length > 0) found.set(token, kept);
  }
  return found;

  function walk(properties: Property[], prefix: string, above: string[], kept: ScannedProperty[]): void {
    for (const property of properties) {
      const path = prefix + property.name + property.step;
      const next = property.leadsTo;
      if (wanted(property))
        kept.push({ path, optional: property.optional, block: next !== undefined, doc: property.doc });
      if (next !== undefined && !above.includes(next)) walk(inputs.get(next) ?? [], `${path}.`, [...above, next], kept);
    }
  }
}

/** Every resource token of the SDK. */
export function tokens(): string[] {
  return [...resources()].map(({ token }) => token);
}

function inputTypes(): Map<string, Property[]> {
  const types = new Map<string, Property[]>();
  let namespace = "";
  for (const block of readFileSync(join(sdk, "types/input.d.ts"), "utf8").split(/^(?=export | {4}interface )/m)) {
    namespace = /^export declare namespace (\w+)/.exec(block)?.[1] ?? namespace;
    const name = /^ {4}interface (\w+)/.exec(block)?.[1];
    if (name !== undefined) types.set(`${namespace}.${name}`, properties(block, "        "));
  }
  return types;
}

function* resources(): Generator<{ token: string; args: Property[] }> {
  for (const folder of readdirSync(sdk, { withFileTypes: true })) {
    if (!folder.isDirectory() || folder.name === "types") continue;
    for (const file of readdirSync(join(sdk, folder.name))) {
      if (!file.endsWith(".d.ts")) continue;
      const text = readFileSync(join(sdk, folder.name, file), "utf8");
      const args = /^export interface (\w+)Args \{$.*?^\}$/ms.exec(text);
      const resource = /^export declare class (\w+) extends pulumi\.CustomResource/m.exec(text)?.[1];
      if (resource === undefined || args === null || args[1] !== resource) continue;
      yield { token: tokenOf(join(sdk, folder.name, file)), args: properties(args[0], "    ") };
    }
  }
}

/** The token is in the code only; a file's name differs from it in the case of letters. */
function tokenOf(declarations: string): string {
  const code = readFileSync(declarations.replace(/\.d\.ts$/, ".js"), "utf8");
  const token = /__pulumiType = '([^']+)'/.exec(code)?.[1];
  if (token === undefined) throw new Error(`${declarations} declares a resource without a token`);
  return token;
}

/** The properties of one interface, whose members are indented by `indent`. */
function properties(block: string, indent: string): Property[] {
  const member = new RegExp(
    `^${indent}/\\*\\*(.*?)\\*/\\n${indent}(\\w+)(\\??): (.*?);$|^${indent}(\\w+)(\\??): (.*?);$`,
    "gms",
  );
  return [...block.matchAll(member)].map((match) => {
    const type = match[4] ?? match[7] ?? "";
    return {
      name: match[2] ?? match[5] ?? "",
      optional: (match[3] ?? match[6]) === "?",
      doc: (match[1] ?? "").replace(/\n\s*\*/g, "").trim(),
      leadsTo: /\binputs\.(\w+\.\w+)/.exec(type)?.[1],
      step: type.includes("[key: string]") ? "{}" : type.includes("[]") ? "[]" : "",
    };
  });
}
