/**
 * Reads resource types from the declarations of the installed SDKs (`.d.ts`). They tell names, what may be left out and
 * kinds; a number may be an integer, and what replaces or is secret they do not say.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import ts from "typescript";
import { type Property, type Shape, versions } from "../catalogue";
import { element, type Source, type SourceType } from "./source-type";

export const installedSdks: Source = {
  name: "SDK",
  tells: () => true,
  type: declaredType,
  provider: (pkg) => declaredType(`${pkg}:index/provider:Provider`)?.inputs ?? {},
};

function declaredType(token: string): SourceType | undefined {
  const [pkg = "", path = "", className = ""] = token.split(":");
  if (!Object.hasOwn(versions(), pkg)) return undefined;
  const module = path.split("/")[0] as string;
  const folder = join(packageFolder(pkg), module === "index" ? "" : module);
  const file = existsSync(folder)
    ? readdirSync(folder).find((name) => name.toLowerCase() === `${className.toLowerCase()}.d.ts`)
    : undefined;
  if (file === undefined) return undefined;
  const statements = parse(join(folder, file)).statements;
  const args = statements.find(isInterface(`${className}Args`));
  const declaration = statements.find(
    (statement): statement is ts.ClassDeclaration =>
      ts.isClassDeclaration(statement) && statement.name?.text === className,
  );
  if (!args || !declaration) return undefined;
  const inputs = shapeOf(args);
  return {
    token,
    inputs,
    outputs: declaration.members
      .filter(ts.isPropertyDeclaration)
      .filter(({ modifiers }) => !modifiers?.some(({ kind }) => kind === ts.SyntaxKind.StaticKeyword))
      .map((member) => member.name.getText())
      .filter((name) => !name.startsWith("_") && !Object.hasOwn(inputs, name)),
    secretOutputs: [],
    shape: (name) => shapeOf(nestedTypes(pkg).get(name) as ts.InterfaceDeclaration),
  };
}

/** Version of the installed SDK of a package. */
export function installedVersion(pkg: string): string {
  return (JSON.parse(readFileSync(join(packageFolder(pkg), "package.json"), "utf8")) as { version: string }).version;
}

function packageFolder(pkg: string): string {
  return dirname(require.resolve(`@pulumi/${pkg}/package.json`));
}

function parse(file: string): ts.SourceFile {
  return ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.ES2022, true);
}

const nested = new Map<string, ReadonlyMap<string, ts.InterfaceDeclaration>>();

/** `inputs.pubsub.TopicSchemaSettings` → its declaration. */
function nestedTypes(pkg: string): ReadonlyMap<string, ts.InterfaceDeclaration> {
  const known = nested.get(pkg);
  if (known) return known;
  const types = new Map<string, ts.InterfaceDeclaration>();
  const collect = (statements: readonly ts.Statement[], prefix: string) => {
    for (const statement of statements)
      if (ts.isInterfaceDeclaration(statement)) types.set(`${prefix}.${statement.name.text}`, statement);
      else if (ts.isModuleDeclaration(statement) && statement.body && ts.isModuleBlock(statement.body))
        collect(statement.body.statements, `${prefix}.${statement.name.text}`);
  };
  collect(parse(join(packageFolder(pkg), "types", "input.d.ts")).statements, "inputs");
  nested.set(pkg, types);
  return types;
}

function isInterface(name: string) {
  return (statement: ts.Statement): statement is ts.InterfaceDeclaration =>
    ts.isInterfaceDeclaration(statement) && statement.name.text === name;
}

function shapeOf(declaration: ts.InterfaceDeclaration): Shape {
  return Object.fromEntries(
    declaration.members
      .filter(ts.isPropertySignature)
      .map((member) => [
        member.name.getText(),
        { ...kindOf(member.type as ts.TypeNode), ...(member.questionToken ? {} : { required: true }) },
      ]),
  );
}

const keywords: Partial<Record<ts.SyntaxKind, Property["type"]>> = {
  [ts.SyntaxKind.StringKeyword]: "string",
  [ts.SyntaxKind.NumberKeyword]: "number",
  [ts.SyntaxKind.BooleanKeyword]: "boolean",
};

function kindOf(type: ts.TypeNode): Property {
  if (ts.isUnionTypeNode(type)) {
    const [only, ...more] = type.types.filter(({ kind }) => kind !== ts.SyntaxKind.UndefinedKeyword);
    return only && more.length === 0 ? kindOf(only) : { type: "any" };
  }
  if (ts.isArrayTypeNode(type)) return { type: "list", of: element(kindOf(type.elementType)) };
  if (ts.isTypeLiteralNode(type)) {
    const index = type.members.find(ts.isIndexSignatureDeclaration);
    return index ? { type: "map", of: element(kindOf(index.type)) } : { type: "any" };
  }
  if (ts.isTypeReferenceNode(type)) {
    const name = type.typeName.getText();
    const [argument] = type.typeArguments ?? [];
    if (name === "pulumi.Input" && argument) return kindOf(argument);
    return name.startsWith("inputs.") ? { type: "object", of: name } : { type: "any" };
  }
  return { type: keywords[type.kind] ?? "any" };
}
