import type * as pulumi from "@pulumi/pulumi";
import { checksInto, type Mistake } from "../refuse";
import { type Size, sizeMistakes } from "../units";

/** What runs and how much it gets. */
export interface ContainerArgs {
  /** Image of the container, pinned by digest outside developer environments. */
  image: pulumi.Input<string>;
  /** What is run in it, in place of the image's own entry point. @default the image's */
  command?: readonly string[];
  /** Arguments of what is run. @default the image's */
  args?: readonly string[];
  /** Cores. @default 1 */
  cpu?: 1 | 2 | 4 | 6 | 8;
  /** Memory of an instance. @default "512Mi" */
  memory?: Size;
  /** Environment variables in plain text. Addresses, secrets and keys come from `can`, never from here. */
  variables?: Readonly<Record<string, pulumi.Input<string>>>;
}

/** A container as Cloud Run takes it, but for what its `can` list gives and what a service or a job adds. */
export function containerOf({ image, command, args, cpu = 1, memory = "512Mi" }: ContainerArgs) {
  return {
    image,
    ...(command && { commands: [...command] }),
    ...(args && { args: [...args] }),
    resources: { limits: { cpu: String(cpu), memory } },
  };
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

export function containerMistakes(args: ContainerArgs, { imagesByDigest }: { imagesByDigest: boolean }): Mistake[] {
  const { image, cpu = 1, memory = "512Mi" } = args;
  const mistakes = imageMistakes(image, imagesByDigest);
  const check = checksInto(mistakes);
  const range = memoryOf[cpu];
  check(range !== undefined, "cpu", `${cpu} is not among ${Object.keys(memoryOf).join(", ")}`);
  mistakes.push(
    ...sizeMistakes("memory", memory, ...(range ?? ["512Mi", "32Gi"])).map((mistake) => withCores(mistake, cpu)),
  );
  return mistakes;
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
