/** Who reaches a service or job by its address, in the region that the address is of. */
import { allows } from "../iam/grants";
import { projectNumbers } from "../projects/number";
import { textsOf } from "../typed";
import type { Index, World } from "../world";
import { idIn, type RegionalService, regionsOf, serviceType } from "./regions";

/** The host names that a service answers to. */
const byHost: Index = ({ type, outputs }) =>
  type === serviceType ? [outputs.urls, outputs.uri].flat().flatMap((url) => hostOf(String(url)) ?? []) : [];

/**
 * Why a request to this address would not be answered by a service or a job of the project; nothing where it would, or
 * where the address is another's. A call without an account shows no identity.
 */
export function whyNotAnswered(
  world: World,
  project: string,
  url: string,
  email: string | undefined,
): string | undefined {
  const host = hostOf(url) ?? "";
  if (/(^|-)run\.googleapis\.com$/.test(host)) return whyNotRun(world, project, url, email);
  const target = serviceAt(world, project, url);
  if (!target) return isOurs(world, project, host) ? `no service has the address ${host}` : undefined;
  if (target.service.inputs.defaultUriDisabled === true) return `${target.service.id} has its run.app address disabled`;
  return whyNotInvoked(world, target, email);
}

/** The service that has this address. */
export function serviceAt(world: World, project: string, url: string): RegionalService | undefined {
  const host = hostOf(url) ?? "";
  const [service] = hostsLike(world, project, host).flatMap((one) => world.find(byHost, one));
  if (!service) return undefined;
  const regions = regionsOf(service.inputs);
  const region = regions.find((one) => host.endsWith(`.${one}.run.app`)) ?? regions[0];
  return region === undefined ? undefined : { service, region };
}

/** Whether requests by this account pass the service's IAM check. */
export function whyNotInvoked(world: World, asked: RegionalService, email: string | undefined): string | undefined {
  const { id, inputs } = asked.service;
  if (inputs.invokerIamDisabled === true) return undefined;
  const member = email === undefined ? "allUsers" : `serviceAccount:${email}`;
  const there = idIn(asked);
  // Whether a grant on all of a service of several regions may be made, no source was found to say; it would count.
  const places = [...new Set([there, id])];
  const project = String(inputs.project);
  if (places.some((place) => allows(world, member, "run.routes.invoke", { id: place, project }))) return undefined;
  return `${email ?? "a caller without an identity"} may not invoke ${there}; grant it roles/run.invoker there`;
}

/** Why a token for that audience does not pass at this address; nothing where it does, or where the address is another's. */
export function whyNotMeant(world: World, project: string, url: string, audience: string): string | undefined {
  const [target] = hostsLike(world, project, hostOf(url) ?? "").flatMap((one) => world.find(byHost, one));
  if (!target || target.inputs.invokerIamDisabled === true) return undefined;
  const isItself = hostsLike(world, project, hostOf(audience) ?? "").some((one) => byHost(target).includes(one));
  if (isItself || textsOf(target.inputs.customAudiences).includes(audience)) return undefined;
  return `its token is for ${audience}, and ${target.id} takes tokens for its own addresses and customAudiences alone`;
}

/** A job is run through the API: `…/namespaces/p/jobs/j:run`, `…/projects/p/locations/l/jobs/j:run`. */
function whyNotRun(world: World, project: string, url: string, email: string | undefined): string | undefined {
  const region = /^([a-z0-9-]+)-run\./.exec(hostOf(url) ?? "")?.[1];
  const [, location = region, name] =
    /\/(?:namespaces\/[^/]+|projects\/[^/]+\/locations\/([^/]+))\/jobs\/([^/:]+):run$/.exec(new URL(url).pathname) ??
    [];
  const home = /\/(?:namespaces|projects)\/([^/]+)\//.exec(url)?.[1];
  const isOwn = home === project || home === world.projectNumber(project);
  if (name === undefined || location === undefined || !isOwn) return undefined;
  const job = world.get("gcp:cloudrunv2/job:Job", `projects/${project}/locations/${location}/jobs/${name}`);
  if (!job) return `there is no job ${name} in ${location}`;
  const member = email === undefined ? "allUsers" : `serviceAccount:${email}`;
  if (allows(world, member, "run.jobs.run", { id: job.id, project })) return undefined;
  return `${email ?? "a caller without an identity"} may not run ${job.id}; grant it roles/run.invoker there`;
}

/** `name-NUMBER.region.run.app` says whose it is; the older form does not. */
const numbered = /-(\d+)(?=\.[a-z0-9-]+\.run\.app$)/;

function isOurs(world: World, project: string, host: string): boolean {
  return projectNumbers(world, project).includes(numbered.exec(host)?.[1] ?? "");
}

/** The host by every number that the project may have, of which one is in what services were given. */
function hostsLike(world: World, project: string, host: string): string[] {
  if (!isOurs(world, project, host)) return [host];
  return projectNumbers(world, project).map((number) => host.replace(numbered, `-${number}`));
}

function hostOf(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).hostname : undefined;
}
