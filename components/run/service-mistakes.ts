/** What can be wrong with a service. */
import { type Region, within } from "../../contract";
import { bindingMistakes, foldersIn } from "../iam/capability";
import { nameMistakes } from "../naming";
import { checksInto, type Mistake } from "../refuse";
import { fixedMistakes, ownAccountMistakes } from "../transform";
import { nativeNameMistakes, serviceName } from "./address";
import { audienceMistakes } from "./audiences";
import { budgetMistakes } from "./budget";
import { imageMistakes } from "./container";
import { egressMistakes } from "./egress";
import { Anyone, type Exposure } from "./exposure";
import { folderMistakes } from "./folders";
import { gpuMistakes } from "./gpu";
import { Later, promised } from "./later";
import { argsIn, perRegionMistakes } from "./per-region";
import { releaseMistakes } from "./release";
import { type Routing, routingMistakes } from "./routing";
import { scratchMistakes } from "./scratch";
import { fixedArguments, type ServiceArgs } from "./service-args";
import { servingMistakes, servingOf } from "./serving";
import { millicoresTogether, sidecarMistakes } from "./sidecars";
import { coresText, generationFor } from "./size";

/** Where a service is named first, its callers are told the name it had. */
export function formerNameOf(nameOrLater: string | Later, { formerName }: Pick<ServiceArgs, "formerName">) {
  return nameOrLater instanceof Later ? promised(nameOrLater).formerName : formerName;
}

export function routingOf(
  nameOrLater: string | Later,
  { routing = "regional" }: Pick<ServiceArgs, "routing">,
): Routing {
  return nameOrLater instanceof Later ? promised(nameOrLater).routing : routing;
}

/** Everything wrong with what a service was given. */
export function serviceMistakes(nameOrLater: string | Later, name: string, args: ServiceArgs<Exposure>): Mistake[] {
  const { environment, exposure = "internal", regions } = args;
  const formerName = formerNameOf(nameOrLater, args);
  const routing = routingOf(nameOrLater, args);
  const mistakes = [...nameMistakes(name), ...nativeNameMistakes("name", name)];
  const check = checksInto(mistakes);
  if (formerName !== undefined)
    mistakes.push(
      ...nameMistakes(formerName).map(({ reason }) => ({ propertyPath: "formerName", reason })),
      ...nativeNameMistakes("formerName", formerName),
    );
  check(formerName !== name, "formerName", "is the name that it has; leave it out");
  check(
    exposure === "internal" || exposure === "edge" || exposure instanceof Anyone,
    "exposure",
    `${JSON.stringify(exposure)} is neither "internal", "edge" nor Anyone.because("…")`,
  );
  (regions ?? []).forEach((region, i) => {
    const known = environment.regions.join(", ");
    check(
      environment.regions.includes(region),
      `regions[${i}]`,
      `${JSON.stringify(region)} is not among the environment's regions ${known}`,
    );
  });
  const repeated = regions?.find((region, i) => regions.indexOf(region) < i);
  check(repeated === undefined, "regions", `${repeated} is listed twice`);
  check(regions === undefined || regions.length > 0, "regions", "names no region; leave it out for all of them");
  check(
    mistakes.length > 0 || regions === undefined || within(regions, environment.servingRegions).length > 0,
    "regions",
    `are drained, all of them, so nobody would answer; add one that serves: ${environment.servingRegions.join(", ")}`,
  );
  const changed = (args.transform?.service ?? {}) as { template?: object };
  mistakes.push(...fixedMistakes("transform.service", changed, fixedArguments));
  mistakes.push(...ownAccountMistakes("transform.service.template", changed.template, "service"));
  if (nameOrLater instanceof Later) {
    check(
      args.formerName === undefined,
      "formerName",
      "is told where the service is named first, as its callers are: Service.later(name, environment, { formerName })",
    );
    check(
      args.routing === undefined,
      "routing",
      "is told where the service is named first, as its callers are: Service.later(name, environment, { routing })",
    );
    check(
      regions === undefined,
      "regions",
      "a service that was named first runs in every region, as its callers were told",
    );
    check(exposure === "internal", "exposure", "a service that was named first is internal, as its callers were told");
    check(
      promised(nameOrLater).environment === environment,
      "environment",
      "is not the one that the service was named in",
    );
  }
  const named = !mistakes.some(({ propertyPath }) => /^(name|formerName)$/.test(propertyPath));
  const settings = (given: ServiceArgs<Exposure>) => [
    ...settingMistakes(given),
    ...(named ? releaseMistakes(given, serviceName({ environment, name, formerName, routing })) : []),
  ];
  const placed = regions ?? environment.regions;
  return [
    ...mistakes,
    ...routingMistakes(routing, placed, args),
    ...settings(args),
    ...audienceMistakes(environment, exposure, args.audiences),
    ...egressMistakes(args),
    ...gpuMistakes(args, placed, args.scaling?.max),
    ...scratchMistakes(args),
    ...folderMistakes(args),
    ...generationMistakes(args),
    ...sidecarMistakes(args, environment.images),
    ...perRegionMistakes(args, placed, settings),
    ...instanceMistakes(args, placed),
  ];
}

/** Buckets are mounted in the second generation alone (cloud.google.com/run/docs/about-execution-environments). */
function generationMistakes(args: ServiceArgs<Exposure>): Mistake[] {
  const millicores = millicoresTogether(args);
  if (generationFor(millicores) !== 1) return [];
  const reason = `runs in the first generation, which mounts no bucket; give it a core (cpu: 1), or leave the path out`;
  return foldersIn(args.can ?? [])
    .filter(({ isBucket }) => isBucket)
    .map(({ propertyPath, folder }) => ({
      propertyPath,
      reason: `mounts ${folder}, and what has ${coresText(millicores)} ${reason}`,
    }));
}

/** Of what may differ from region to region. */
function settingMistakes(args: ServiceArgs<Exposure>): Mistake[] {
  const { environment, variables = {}, can = [] } = args;
  return [
    ...imageMistakes("image", args.image, environment.images),
    ...servingMistakes(args, environment.defaults.instances),
    ...bindingMistakes(variables, can),
  ];
}

/** Regions that have what all have are told of together. */
function instanceMistakes(args: ServiceArgs<Exposure>, regions: readonly Region[]): Mistake[] {
  const { environment, perRegion = {} } = args;
  const own = regions.filter((region) => perRegion[region]?.scaling?.max !== undefined);
  const over = (propertyPath: string, given: ServiceArgs<Exposure>, where: readonly Region[]) =>
    budgetMistakes(environment, propertyPath, servingOf(given, environment.defaults.instances).max, where);
  return [
    ...over(
      "scaling.max",
      args,
      regions.filter((region) => !own.includes(region)),
    ),
    ...own.flatMap((region) => over(`perRegion.${region}.scaling.max`, argsIn(args, region), [region])),
  ];
}
