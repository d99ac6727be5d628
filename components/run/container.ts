import type * as pulumi from "@pulumi/pulumi";
import { isPinned } from "../../contract";
import type { ImageRules } from "../admission/images";
import { means } from "../admission/patterns";
import { checksInto, type Mistake } from "../refuse";
import { type Size, sizeMistakes, sizeOf } from "./size";

/** What runs in a container. */
export interface ContainerArgs {
  /** Image of the container, pinned by digest outside developer environments. */
  image: pulumi.Input<string>;
  /** What is run in it, in place of the image's own entry point. @default the image's */
  command?: readonly string[];
  /** Arguments of what is run. @default the image's */
  args?: readonly string[];
  /** Environment variables in plain text. Addresses, secrets and keys come from `can`, never from here. */
  variables?: Readonly<Record<string, pulumi.Input<string>>>;
}

/** A container as Cloud Run takes it, but for what its `can` list gives and what a service or a job adds. */
export function containerOf({
  image,
  command,
  args,
  ...size
}: Omit<ContainerArgs, "args"> & { args?: readonly pulumi.Input<string>[] } & Size) {
  const { cpu, memory } = sizeOf(size);
  return {
    image,
    ...(command && { commands: [...command] }),
    ...(args && { args: [...args] }),
    resources: { limits: { cpu, memory, ...(size.gpu && { "nvidia.com/gpu": "1" }) } },
  };
}

/** What is wrong with a container that is alone in its instance, on whole cores. */
export function containerMistakes(args: ContainerArgs & Size, { images }: { images: ImageRules }): Mistake[] {
  return [...imageMistakes("image", args.image, images), ...sizeMistakes(args)];
}

/** What is wrong with an image. One that is told only when the program runs is left to the policies. */
export function imageMistakes(
  propertyPath: string,
  image: pulumi.Input<string>,
  { byDigest, from }: ImageRules,
): Mistake[] {
  if (typeof image !== "string") return [];
  if (!/^[^\s@]+(@sha256:[0-9a-f]{64})?$/.test(image))
    return [{ propertyPath, reason: `${JSON.stringify(image)} is not an image reference` }];
  const mistakes: Mistake[] = [];
  const check = checksInto(mistakes);
  check(
    !byDigest || isPinned(image),
    propertyPath,
    `${image} is not pinned by digest: end it with @sha256:… so that what was tried is what runs`,
  );
  check(
    from === undefined || from.some((pattern) => means(pattern, image)),
    propertyPath,
    `${image} is not kept where this environment takes images from, ${from?.join(", ")}: copy it there, or add to admission.from`,
  );
  return mistakes;
}
