/**
 * What a resource names is looked up when it is made or changed. The catalogue's `holds` says which inputs name what; Cloud
 * Run, Cloud SQL and BigQuery have rules of their own, in their own words.
 */
import { isIP } from "node:net";
import { type ResourceType, resourceType, resourceTypes } from "../catalogue";
import { NotFound } from "../errors";
import { strings, withoutHost } from "../references";
import type { Request, Rule } from "../rule";
import type { World } from "../world";

const services = /^gcp:(compute|certificatemanager|dns|servicenetworking)\//;

export const referenceExists: Rule = {
  name: "reference-exists",
  demands:
    "The network, address, backend, certificate or other resource that something of Compute Engine, Certificate Manager or " +
    "Cloud DNS names exists before it. (What is of another project is not looked up, nor the network `default`, which " +
    "projects have from the beginning.)",
  answer: "404 notFound: The resource 'projects/…/global/urlMaps/…' was not found",
  sources: [
    "GoogleCloudPlatform/app-maven-plugin#137",
    "no source was looked up for the words of each service; their status is 400 or 404",
  ],
  types: resourceTypes().flatMap(({ token, holds }) => (holds && services.test(token) ? [token] : [])),
  before: ["create", "update"],
  check(request) {
    const before = new Set(strings(request.existing?.inputs).map(({ text }) => text));
    for (const { path, text } of strings(request.inputs)) {
      if (before.has(text)) continue; // what was named before is not looked up again
      const missing = missingReference(request, path.replace(/\[\d+\]/g, "[]"), withoutHost(text));
      if (missing !== undefined) throw new NotFound(missing);
    }
  },
};

/** The path of what is named there and does not exist. */
function missingReference({ type, inputs, project, world }: Request, path: string, name: string): string | undefined {
  const held = Object.entries(type.holds ?? {});
  if (name.includes("/")) {
    const target = held.map(([token]) => token).find((token) => pathOf(token, project)?.test(name));
    return target !== undefined && !name.endsWith("/networks/default") && !world.get(target, name) ? name : undefined;
  }
  // An address itself, and not what reserves it.
  if (name === "" || isIP(name) || (path === "network" && name === "default")) return undefined;
  const candidates = held.filter(([, places]) => places.includes(path)).map(([token]) => token);
  const region = inputs.region ?? inputs.location;
  return candidates.length === 0 || candidates.some((token) => isThere(world, token, name, project, region))
    ? undefined
    : name;
}

function isThere(world: World, token: string, name: string, project: string, region: unknown): boolean {
  return world
    .ofType(token)
    .some(
      ({ inputs }) =>
        inputs.name === name &&
        (inputs.project ?? project) === project &&
        (inputs.region === undefined || inputs.region === region),
    );
}

const patterns = new Map<string, RegExp | undefined>();

/** How the paths of a type look in a project: `projects/p/global/networks/{name}`. */
function pathOf(token: string, project: string): RegExp | undefined {
  const key = `${project} ${token}`;
  if (!patterns.has(key)) patterns.set(key, patternOf(resourceType(token)?.id, project));
  return patterns.get(key);
}

function patternOf(id: ResourceType["id"], project: string): RegExp | undefined {
  if (!id?.startsWith("projects/{project}/")) return undefined;
  const rest = id.slice("projects/{project}/".length).replace(/\{[^}]+\}/g, "[^/]+");
  return new RegExp(`^projects/${project.replaceAll(".", "\\.")}/${rest}$`);
}
