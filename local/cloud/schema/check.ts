/** What the catalogue says, and the installed SDKs, a schema, `package.json` or the components do not: a line for each. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { providerArguments, type ResourceType, versions } from "../catalogue";
import { compare, compareProviders, type Difference } from "./compare";
import { installedVersion } from "./declarations";
import { covers, type Deviation, isDue } from "./deviations";
import { typesMadeIn } from "./made-types";
import type { Source } from "./source-type";

export function checkAgainst(
  source: Source,
  types: readonly ResourceType[],
  deviations: readonly Deviation[],
): string[] {
  const told = types.filter(({ token }) => source.tells(packageOf(token)));
  const providers = [...new Set(told.map(({ token }) => packageOf(token)))];
  const differences = [
    ...providers.flatMap((pkg) => compareProviders(pkg, providerArguments(pkg) ?? {}, source.provider(pkg))),
    ...told.flatMap((type) => differencesOf(type, source)),
  ];
  const due = source.name === "schema" ? deviations.filter((deviation) => isDue(deviation, source.version)) : [];
  const undeclared = differences.filter((difference) => !due.some((deviation) => covers(deviation, difference)));
  const stale = due.filter(
    (deviation) =>
      mentions(source, told, deviation) && !differences.some((difference) => covers(deviation, difference)),
  );
  return [
    ...undeclared.map(
      ({ type, property, catalogue, source: other }) =>
        `${type}: ${property || "type"}: catalogue says ${catalogue}, ${source.name} says ${other}`,
    ),
    ...stale.map(
      ({ type, property, fact, reason }) =>
        `${type}: ${property ?? fact}: deviations.json says that ${reason}, and the ${source.name} differs in it no more`,
    ),
  ];
}

/** Whether the source tells what the deviation is about. */
function mentions(source: Source, told: readonly ResourceType[], { type }: Deviation): boolean {
  const provider = /^pulumi:providers:(.*)$/.exec(type)?.[1];
  if (provider !== undefined) return source.tells(provider);
  return told.some(({ token }) => token.startsWith(type) && source.type(token));
}

function differencesOf(type: ResourceType, source: Source): Difference[] {
  const other = source.type(type.token);
  if (other) return compare(type, other, source.name);
  if (source.partial) return [];
  return [{ type: type.token, property: "", fact: "kind", catalogue: "a type", source: "nothing" }];
}

/** The catalogue follows the SDKs that the project asks for, and those are installed. */
export function checkVersions(project: string): string[] {
  const { dependencies } = JSON.parse(readFileSync(join(project, "package.json"), "utf8")) as {
    dependencies: Record<string, string>;
  };
  return Object.entries(versions()).flatMap(([pkg, followed]) => {
    const name = `@pulumi/${pkg}`;
    const others = { "package.json": dependencies[name], "the installed SDK": installedVersion(pkg) };
    return Object.entries(others)
      .filter(([, version]) => version !== followed)
      .map(([who, version]) => `${name}: version: catalogue says ${followed}, ${who} says ${version ?? "nothing"}`);
  });
}

/** Every type that the code of these folders makes is in the catalogue. */
export function checkMadeTypes(folders: readonly string[], types: readonly ResourceType[]): string[] {
  const known = new Set(types.map(({ token }) => token));
  return folders
    .flatMap(typesMadeIn)
    .filter(({ token }) => !known.has(token))
    .map(({ token, file }) => `${token}: type: catalogue says nothing, ${file} makes one`);
}

function packageOf(token: string): string {
  return token.split(":")[0] as string;
}
