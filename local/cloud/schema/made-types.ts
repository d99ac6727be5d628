/** The resource types that a program's source makes, found by their class: `new gcp.compute.URLMap(…)`. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { versions } from "../catalogue";

export interface MadeType {
  token: string;
  file: string;
}

/** Classes of the clouds' SDKs that stand as values in the TypeScript of a folder. */
export function typesMadeIn(folder: string): MadeType[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /(?<!\.d)\.ts$/.test(name))
    .map((name) => join(folder, name))
    .flatMap((file) => tokensIn(file).map((token) => ({ token, file })));
}

function tokensIn(file: string): string[] {
  const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.ES2022, true);
  const names = namesImported(source);
  const tokens = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAccessExpression(node)) {
      const [root = "", ...path] = node.getText().split(/\s*\.\s*/);
      const token = names.has(root) && tokenOf([...(names.get(root) as string[]), ...path]);
      if (token) tokens.add(token);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return [...tokens];
}

/** Name in the file → where it leads: `gcp` → [gcp], or `storage` → [gcp, storage]. */
function namesImported(source: ts.SourceFile): Map<string, string[]> {
  const names = new Map<string, string[]>();
  for (const statement of source.statements) {
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) continue;
    const [scope, pkg = ""] = statement.moduleSpecifier.text.split("/");
    const bindings = statement.importClause?.namedBindings;
    if (scope !== "@pulumi" || !Object.hasOwn(versions(), pkg) || !bindings) continue;
    if (ts.isNamespaceImport(bindings)) names.set(bindings.name.text, [pkg]);
    else
      for (const { name, propertyName } of bindings.elements) names.set(name.text, [pkg, (propertyName ?? name).text]);
  }
  return names;
}

/** `[gcp, compute, URLMap]` → `gcp:compute/uRLMap:URLMap`; a class of the package itself is in its module `index`. */
function tokenOf(path: readonly string[]): string | undefined {
  const [pkg, module, className] = path.length === 2 ? [path[0], "index", path[1]] : path;
  if (!className || path.length > 3 || !/^[A-Z]/.test(className) || className === "Provider") return undefined;
  return `${pkg}:${module}/${className.charAt(0).toLowerCase()}${className.slice(1)}:${className}`;
}
