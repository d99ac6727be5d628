import type * as pulumi from "@pulumi/pulumi";
import { mebibytesOf, millicoresOf } from "../../contract";
import type { ImageRules } from "../admission/images";
import { bindingMistakes } from "../iam/capability";
import { nameMistakes } from "../naming";
import { checksInto, type Mistake } from "../refuse";
import { type ContainerArgs, containerOf, imageMistakes } from "./container";
import { type PortProbes, portProbeMistakes, probesOf } from "./probes";
import { generationFor, memoryMistakes, quantityMistakes, type Size, sizeOf } from "./size";
import { collector, collectorName, telemetryVariables } from "./telemetry";

/** A container beside the one that answers. It has no port that anyone outside the instance reaches. */
export interface SidecarArgs extends ContainerArgs, Omit<Size, "gpu"> {
  /** How Cloud Run tells that it is ready, which the service's own container then waits for. @default it is not asked */
  probes?: PortProbes;
}

export interface SidecarsArgs {
  /**
   * Containers beside the one that answers, by name, in the same instance: they share its address (`localhost`) and its
   * account. What `can` gives is for the service's own container. Cores and memory come on top of that one's, by default
   * `"250m"` and `"256Mi"` each. @default none
   */
  sidecars?: Readonly<Record<string, SidecarArgs>>;
  /**
   * Image of an OpenTelemetry collector, which then runs beside the service: what that sends to the usual endpoint
   * (`OTEL_EXPORTER_OTLP_ENDPOINT`) becomes traces and metrics of the project. Google's `otelcol-google` has all that its
   * configuration asks for. @default none
   */
  telemetry?: pulumi.Input<string>;
}

const smallest = { cpu: "250m", memory: "256Mi" } as const;

/** What the service's own container is called where there are others. */
const ownName = "service";

const sidecarsOf = ({ sidecars = {}, telemetry }: SidecarsArgs): [string, SidecarArgs][] => {
  const all = Object.entries({
    ...sidecars,
    ...(telemetry !== undefined && { [collectorName]: collector(telemetry) }),
  });
  return all.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, sidecar]) => [name, { ...smallest, ...sidecar }]);
};

/** What the service's own container has because there are others. */
export function besideSidecars(args: SidecarsArgs, service: string) {
  const all = sidecarsOf(args);
  const awaited = all.flatMap(([name, { probes }]) => (probes ? [name] : []));
  return {
    container: {
      ...(all.length > 0 && { name: ownName }),
      ...(awaited.length > 0 && { dependsOns: awaited }),
    },
    variables: args.telemetry === undefined ? {} : telemetryVariables(service),
  };
}

/** The containers, to follow the service's own: the provider compares them by place, and the port is to stay where it was. */
export function sidecarContainers(args: SidecarsArgs & Size) {
  return sidecarsOf(args).map(([name, { variables = {}, probes, ...sidecar }]) => {
    const { resources, ...container } = containerOf(sidecar);
    return {
      name,
      ...container,
      resources: { ...resources, cpuIdle: isIdleBetweenRequests(args) },
      envs: Object.entries(variables)
        .map(([name, value]) => ({ name, value }))
        .sort((a, b) => (a.name < b.name ? -1 : 1)),
      ...(probes && probesOf(probes, probes.port)),
    };
  });
}

/** Of all containers of an instance together, in thousandths of a core. */
export function millicoresTogether(args: SidecarsArgs & Size): number {
  return sizesOf(args).reduce((sum, { cpu }) => sum + millicoresOf(cpu), 0);
}

const sizesOf = (args: SidecarsArgs & Size) => [
  sizeOf(args),
  ...sidecarsOf(args).map(([, sidecar]) => sizeOf(sidecar)),
];

/** Whether an instance has its cores, and is paid for, while it works on requests alone; one with a GPU has them always. */
export const isIdleBetweenRequests = ({ gpu }: Size) => gpu === undefined;

/** What is wrong with the containers beside, and with how much all of them have. */
export function sidecarMistakes(args: SidecarsArgs & Size, images: ImageRules): Mistake[] {
  const mistakes = [
    ...quantityMistakes("", args, "with parts"),
    ...(args.telemetry === undefined ? [] : imageMistakes("telemetry", args.telemetry, images)),
    ...Object.entries(args.sidecars ?? {}).flatMap(([name, sidecar]) => oneSidecar(name, sidecar, images)),
  ];
  checksInto(mistakes)(
    args.telemetry === undefined || !(collectorName in (args.sidecars ?? {})),
    `sidecars.${collectorName}`,
    "is what the container of telemetry is called; name it otherwise",
  );
  return mistakes.length > 0 ? mistakes : togetherMistakes(args);
}

function oneSidecar(name: string, sidecar: SidecarArgs, images: ImageRules): Mistake[] {
  const path = `sidecars.${name}`;
  const mistakes = nameMistakes(name).map(({ reason }) => ({ propertyPath: path, reason }));
  checksInto(mistakes)(name !== ownName, path, "is what the service's own container is called; name it otherwise");
  return [
    ...mistakes,
    ...imageMistakes(`${path}.image`, sidecar.image, images),
    ...quantityMistakes(`${path}.`, { ...smallest, ...sidecar }, "with parts"),
    ...bindingMistakes(sidecar.variables ?? {}, []).map(({ propertyPath, reason }) => ({
      propertyPath: `${path}.${propertyPath}`,
      reason,
    })),
    ...(sidecar.probes ? portProbeMistakes(`${path}.probes`, sidecar.probes) : []),
  ];
}

function togetherMistakes(args: SidecarsArgs & Size): Mistake[] {
  const memories = sizesOf(args).map(({ memory }) => memory);
  const mebibytes = memories.reduce((sum, memory) => sum + mebibytesOf(memory), 0);
  const given = memories.length > 1 ? `${memories.join(" + ")} of all containers` : String(memories[0]);
  const millicores = millicoresTogether(args);
  return memoryMistakes("memory", mebibytes, given, millicores, generationFor(millicores));
}
