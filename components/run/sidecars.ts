import type * as pulumi from "@pulumi/pulumi";
import { mebibytesOf, millicoresOf, type Region } from "../../contract";
import type { ImageRules } from "../admission/images";
import { bindingMistakes, sidecarsIn } from "../iam/capability";
import { nameMistakes } from "../naming";
import { checksInto, type Mistake } from "../refuse";
import { type ContainerArgs, containerOf, imageMistakes } from "./container";
import { type PortProbes, portProbeMistakes, probesOf } from "./probes";
import { generationFor, memoryMistakes, quantityMistakes, type Size, sizeOf } from "./size";
import { collector, collectorName } from "./telemetry";

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

/** How much one has unless it says more. */
export const smallestSidecar = { cpu: "250m", memory: "256Mi" } as const;

/** What the own container of an instance is called where there are others. */
type OwnName = "service" | "worker";

/** What there is beside the own container: what was written, the collector, and what capabilities bring. */
interface BesideArgs extends SidecarsArgs {
  can?: readonly unknown[];
}

/** A container beside, whoever asked for it. */
interface Beside extends Omit<SidecarArgs, "args"> {
  args?(region: Region): readonly pulumi.Input<string>[];
  volumeMounts?: { name: string; mountPath: string }[];
}

/**
 * Where the first of those that capabilities bring is asked how it is: containers of an instance have one set of ports. The
 * usual 9090 is Prometheus', which one of the others may well listen on.
 */
const firstPort = 9801;

function sidecarsOf({ sidecars = {}, telemetry, can = [] }: BesideArgs): [string, Beside][] {
  const written = Object.entries({
    ...sidecars,
    ...(telemetry !== undefined && { [collectorName]: collector(telemetry) }),
  }).map(([name, { args, ...sidecar }]): [string, Beside] => [
    name,
    { ...smallestSidecar, ...sidecar, ...(args && { args: () => args }) },
  ]);
  const brought = sidecarsIn(can).map(({ name, image, cpu, memory, startup, liveness, shared, args }, i) => {
    const port = firstPort + i;
    const beside: Beside = {
      image,
      cpu,
      memory,
      args: (region) => args(region, port),
      probes: { port, startup: { path: startup, period: "2s" }, liveness: { path: liveness } },
      volumeMounts: [{ name: shared.volume, mountPath: shared.folder }],
    };
    return [name, beside] as [string, Beside];
  });
  return [...written, ...brought].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** What the own container has because there are others. */
export function besideSidecars(args: BesideArgs, ownName: OwnName) {
  const all = sidecarsOf(args);
  const awaited = all.flatMap(([name, { probes }]) => (probes ? [name] : []));
  return {
    ...(all.length > 0 && { name: ownName }),
    ...(awaited.length > 0 && { dependsOns: awaited }),
  };
}

/** The containers, to follow the own one: the provider compares them by place, and the port is to stay where it was. */
export function sidecarContainers(args: BesideArgs, region: Region) {
  return sidecarsOf(args).map(([name, { variables = {}, probes, volumeMounts, args: told, ...sidecar }]) => ({
    name,
    ...containerOf({ ...sidecar, ...(told && { args: told(region) }) }),
    envs: Object.entries(variables)
      .map(([name, value]) => ({ name, value }))
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
    ...(volumeMounts && { volumeMounts }),
    ...(probes && probesOf(probes, probes.port)),
  }));
}

/** Of all containers of an instance together, in thousandths of a core. */
export function millicoresTogether(args: BesideArgs & Size): number {
  return sizesOf(args).reduce((sum, { cpu }) => sum + millicoresOf(cpu), 0);
}

const sizesOf = (args: BesideArgs & Size) => [sizeOf(args), ...sidecarsOf(args).map(([, sidecar]) => sizeOf(sidecar))];

/** Whether an instance has its cores, and is paid for, while it works on requests alone; one with a GPU has them always. */
export const isIdleBetweenRequests = ({ gpu }: Size) => gpu === undefined;

/** What is wrong with the containers beside, and with how much all of them have. */
export function sidecarMistakes(args: BesideArgs & Size & { port?: number }, images: ImageRules): Mistake[] {
  const mistakes = [
    ...quantityMistakes("", args, "with parts"),
    ...(args.telemetry === undefined ? [] : imageMistakes("telemetry", args.telemetry, images)),
    ...Object.entries(args.sidecars ?? {}).flatMap(([name, sidecar]) => oneSidecar(name, sidecar, images)),
  ];
  const check = checksInto(mistakes);
  const isTaken = (name: string) => name in (args.sidecars ?? {});
  check(
    args.telemetry === undefined || !isTaken(collectorName),
    `sidecars.${collectorName}`,
    "is what the container of telemetry is called; name it otherwise",
  );
  for (const { name, propertyPath, what } of sidecarsIn(args.can ?? []))
    check(
      !isTaken(name),
      `sidecars.${name}`,
      `is what the container is called that ${propertyPath}, ${what}, brings; name it otherwise`,
    );
  const ports = Object.entries(args.sidecars ?? {}).flatMap(([name, { probes }]) =>
    probes ? [[`sidecars.${name}.probes.port`, probes.port] as const] : [],
  );
  mistakes.push(...portMistakes([["port", args.port], ...ports], args));
  return mistakes.length > 0 ? mistakes : togetherMistakes(args);
}

function oneSidecar(name: string, sidecar: SidecarArgs, images: ImageRules): Mistake[] {
  const path = `sidecars.${name}`;
  const mistakes = nameMistakes(name).map(({ reason }) => ({ propertyPath: path, reason }));
  checksInto(mistakes)(
    name !== ("service" satisfies OwnName),
    path,
    "is what the service's own container is called; name it otherwise",
  );
  return [
    ...mistakes,
    ...imageMistakes(`${path}.image`, sidecar.image, images),
    ...quantityMistakes(`${path}.`, { ...smallestSidecar, ...sidecar }, "with parts"),
    ...bindingMistakes(sidecar.variables ?? {}, []).map(({ propertyPath, reason }) => ({
      propertyPath: `${path}.${propertyPath}`,
      reason,
    })),
    ...(sidecar.probes ? portProbeMistakes(`${path}.probes`, sidecar.probes) : []),
  ];
}

/** What is wrong with ports of other containers, where those that capabilities bring have theirs. */
export function portMistakes(
  ports: readonly (readonly [propertyPath: string, port: number | undefined])[],
  { can = [] }: BesideArgs,
): Mistake[] {
  return sidecarsIn(can).flatMap(({ propertyPath: bringing, what }, i) =>
    ports
      .filter(([, port]) => port === firstPort + i)
      .map(([propertyPath, port]) => ({
        propertyPath,
        reason: `${port} is the port of the container that ${bringing}, ${what}, brings; take another`,
      })),
  );
}

/** What is wrong with how much the containers of a worker have together, its own on whole cores. */
export function workerSizeMistakes(args: BesideArgs & Size): Mistake[] {
  const mistakes = quantityMistakes("", args, "whole");
  return mistakes.length > 0 ? mistakes : togetherMistakes(args);
}

function togetherMistakes(args: BesideArgs & Size): Mistake[] {
  const memories = sizesOf(args).map(({ memory }) => memory);
  const mebibytes = memories.reduce((sum, memory) => sum + mebibytesOf(memory), 0);
  const given = memories.length > 1 ? `${memories.join(" + ")} of all containers` : String(memories[0]);
  const millicores = millicoresTogether(args);
  return memoryMistakes("memory", mebibytes, given, millicores, generationFor(millicores));
}
