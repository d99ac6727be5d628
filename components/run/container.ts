import type * as pulumi from "@pulumi/pulumi";
import { checksInto, type Mistake } from "../refuse";
import { type Duration, durationMistakes, type Size, sizeMistakes } from "../units";
import { type Probes, probeMistakes } from "./probes";

/** What runs and how much it gets. */
export interface ContainerArgs {
  /** Image of the container, pinned by digest outside developer environments. */
  image: pulumi.Input<string>;
  /** Port that the container listens on. @default 8080 */
  port?: number;
  /** Cores. @default 1 */
  cpu?: 1 | 2 | 4 | 6 | 8;
  /** Memory of an instance. @default "512Mi" */
  memory?: Size;
  /** Requests that one instance works on at once, 1 to 1000. @default 80 */
  concurrency?: number;
  /** Longest time that a request may take, at most an hour. @default "5m" */
  timeout?: Duration;
  /** Instances in each region. @default by kind of environment */
  scaling?: { min?: number; max?: number };
  /** How Cloud Run tells whether an instance is ready, and alive. @default its port accepts connections */
  probes?: Probes;
  /** Environment variables in plain text. Addresses, secrets and keys come from `can`, never from here. */
  variables?: Readonly<Record<string, pulumi.Input<string>>>;
}

/** What a container gets, everything decided. */
export function withDefaults(args: ContainerArgs, instances: { min: number; max: number }) {
  const { image, port = 8080, cpu = 1, memory = "512Mi", concurrency = 80, timeout = "5m" } = args;
  const { min = instances.min, max = instances.max } = args.scaling ?? {};
  return { image, port, cpu, memory, concurrency, timeout, min, max } as const;
}

/** Least and most memory by cores: cloud.google.com/run/docs/configuring/services/memory-limits. */
const memoryOf: Readonly<Record<number, readonly [Size, Size]>> = {
  1: ["512Mi", "4Gi"],
  2: ["512Mi", "8Gi"],
  4: ["2Gi", "16Gi"],
  6: ["4Gi", "24Gi"],
  8: ["4Gi", "32Gi"],
};
const digest = /@sha256:[0-9a-f]{64}$/;

export function containerMistakes(
  args: ContainerArgs,
  defaults: { imagesByDigest: boolean; instances: { min: number; max: number } },
): Mistake[] {
  const { image, port, cpu, memory, concurrency, timeout, min, max } = withDefaults(args, defaults.instances);
  const mistakes: Mistake[] = [];
  const check = checksInto(mistakes);
  const isCount = (value: number, least: number, most: number) =>
    Number.isInteger(value) && value >= least && value <= most;

  mistakes.push(...imageMistakes(image, defaults.imagesByDigest));
  check(isCount(port, 1, 65535), "port", `${port} is not a port: 1 to 65535`);
  const range = memoryOf[cpu];
  check(range !== undefined, "cpu", `${cpu} is not among ${Object.keys(memoryOf).join(", ")}`);
  mistakes.push(
    ...sizeMistakes("memory", memory, ...(range ?? ["512Mi", "32Gi"])).map((mistake) => withCores(mistake, cpu)),
  );
  check(isCount(concurrency, 1, 1000), "concurrency", `${concurrency} is not between 1 and 1000`);
  mistakes.push(...durationMistakes("timeout", timeout, "1s", "60m"));
  check(isCount(min, 0, 1000), "scaling.min", `${min} is not between 0 and 1000`);
  check(isCount(max, 1, 1000), "scaling.max", `${max} is not between 1 and 1000`);
  check(min <= max, "scaling", `min ${min} is more than max ${max}`);
  return [...mistakes, ...probeMistakes(args.probes ?? {})];
}

/** Memory is refused for the cores it is asked with. */
function withCores({ propertyPath, reason }: Mistake, cpu: number): Mistake {
  return { propertyPath, reason: `${reason}, for ${cpu} ${cpu === 1 ? "core" : "cores"}` };
}

/** What is wrong with an image. One that is told only when the program runs is left to the policies. */
export function imageMistakes(image: pulumi.Input<string>, byDigest: boolean): Mistake[] {
  if (typeof image !== "string") return [];
  if (!/^[^\s@]+(@sha256:[0-9a-f]{64})?$/.test(image))
    return [{ propertyPath: "image", reason: `${JSON.stringify(image)} is not an image reference` }];
  if (!byDigest || digest.test(image)) return [];
  return [
    {
      propertyPath: "image",
      reason: `${image} is not pinned by digest: end it with @sha256:… so that what was tried is what runs`,
    },
  ];
}
