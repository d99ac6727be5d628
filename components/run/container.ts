import type * as pulumi from "@pulumi/pulumi";
import type { Mistake } from "../refuse";
import { type Duration, durationMistakes, type Size, sizeMistakes, toMebibytes } from "../units";
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
  probes?: Probes;
  /** Environment variables in plain text. Addresses, secrets and keys come from `can`, never from here. */
  variables?: Readonly<Record<string, pulumi.Input<string>>>;
}

export const containerDefaults = { port: 8080, cpu: 1, memory: "512Mi", concurrency: 80, timeout: "5m" } as const;

const cpus = [1, 2, 4, 6, 8];
/** Least memory for a number of cores: cloud.google.com/run/docs/configuring/services/memory-limits. */
const leastMemory: Readonly<Record<number, Size>> = { 1: "512Mi", 2: "512Mi", 4: "2Gi", 6: "4Gi", 8: "4Gi" };
const digest = /@sha256:[0-9a-f]{64}$/;

export function containerMistakes(
  args: ContainerArgs,
  defaults: { imagesByDigest: boolean; instances: { min: number; max: number } },
): Mistake[] {
  const { image, port, cpu, memory, concurrency, timeout } = { ...containerDefaults, ...args };
  const { min, max } = { ...defaults.instances, ...args.scaling };
  const mistakes: Mistake[] = [];
  const check = (ok: boolean, propertyPath: string, reason: string) => ok || mistakes.push({ propertyPath, reason });
  const isCount = (value: number, least: number, most: number) =>
    Number.isInteger(value) && value >= least && value <= most;

  mistakes.push(...imageMistakes(image, defaults.imagesByDigest));
  check(isCount(port, 1, 65535), "port", `${port} is not a port: 1 to 65535`);
  check(cpus.includes(cpu), "cpu", `${cpu} is not among ${cpus.join(", ")}`);
  const memoryMistakes = sizeMistakes("memory", memory, "512Mi", "32Gi");
  mistakes.push(...memoryMistakes);
  const least = leastMemory[cpu];
  if (memoryMistakes.length === 0 && least && toMebibytes(memory) < toMebibytes(least))
    mistakes.push({ propertyPath: "memory", reason: `${memory} is too little for ${cpu} cores: at least ${least}` });
  check(isCount(concurrency, 1, 1000), "concurrency", `${concurrency} is not between 1 and 1000`);
  mistakes.push(...durationMistakes("timeout", timeout, "1s", "60m"));
  check(isCount(min, 0, 1000), "scaling.min", `${min} is not between 0 and 1000`);
  check(isCount(max, 1, 1000), "scaling.max", `${max} is not between 1 and 1000`);
  check(min <= max, "scaling", `min ${min} is more than max ${max}`);
  return [...mistakes, ...probeMistakes(args.probes ?? {})];
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
