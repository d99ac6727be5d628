import type { Region } from "../../contract";
import type { Mistake } from "../refuse";
import type { ContainerArgs } from "./container";
import type { ReleaseArgs } from "./release";
import type { ServingArgs } from "./serving";

/** What a region may have otherwise than the others. */
export type RegionalArgs = Pick<ContainerArgs, "image" | "variables"> & ReleaseArgs & Pick<ServingArgs, "scaling">;

export interface PerRegionArgs {
  /**
   * What is otherwise in a region, as in `{ "us-east4": { scaling: { min: 3 } } }`: more instances where more people are, a
   * new image where it is tried first. Variables and numbers of instances are added to those of all regions.
   * @default every region has the same
   */
  perRegion?: Readonly<Partial<Record<Region, Partial<RegionalArgs>>>>;
}

const regional = ["image", "variables", "release", "traffic", "scaling"] as const satisfies (keyof RegionalArgs)[];

/** What a service is told in a region. */
export function argsIn<Args extends RegionalArgs & PerRegionArgs>(args: Args, region: Region): Args {
  const own = args.perRegion?.[region];
  if (own === undefined) return args;
  return {
    ...args,
    ...given(own),
    variables: { ...args.variables, ...given(own.variables ?? {}) },
    scaling: { ...args.scaling, ...given(own.scaling ?? {}) },
  };
}

/** An argument that is given as undefined is not given. */
function given<T extends object>(args: T): Partial<T> {
  return Object.fromEntries(Object.entries(args).filter(([, value]) => value !== undefined)) as Partial<T>;
}

/** What is wrong in a region alone; `settings`: what is wrong with what a service is told. */
export function perRegionMistakes<Args extends RegionalArgs & PerRegionArgs>(
  args: Args,
  regions: readonly Region[],
  settings: (args: Args) => Mistake[],
): Mistake[] {
  const everywhere = new Set(settings(args).map(textOf));
  return (Object.entries(args.perRegion ?? {}) as [Region, object][]).flatMap(([region, own]) => {
    const path = `perRegion.${region}`;
    if (!regions.includes(region))
      return [{ propertyPath: path, reason: `it does not run there, but in ${regions.join(", ")}` }];
    const alike = Object.keys(own).filter((key) => !regional.some((known) => known === key));
    return [
      ...alike.map((key) => ({
        propertyPath: `${path}.${key}`,
        reason: `is the same in all regions; what may differ is ${regional.join(", ")}`,
      })),
      ...settings(argsIn(args, region))
        .filter((mistake) => !everywhere.has(textOf(mistake)))
        .map(({ propertyPath, reason }) => ({ propertyPath: `${path}.${propertyPath}`, reason })),
    ];
  });
}

const textOf = ({ propertyPath, reason }: Mistake) => `${propertyPath}: ${reason}`;
