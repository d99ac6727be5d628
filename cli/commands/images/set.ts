/** New images into a stack's file, for a pipeline that has just built them: what is committed is what is deployed. */
import { setImages } from "../../../local";
import type { CommandAction } from "../../commands";
import { exitCodes, UsageError } from "../../errors";
import { openProject, openStack } from "../../session";

export const setImagesOfStack: CommandAction = async (input) => {
  const project = openProject(input);
  const stack = openStack(project, input.options.stack);
  const changes = await setImages(project, stack, readImages(input.arguments));
  const lines = changes.map(({ name, before, after }) => `${name}: ${before} → ${after}`);
  input.terminal.out.write(
    lines.length > 0 ? lines.map((line) => `${line}\n`).join("") : `${stack.stack} has these images already\n`,
  );
  return exitCodes.ok;
};

function readImages(given: readonly string[]): Record<string, string> {
  const images: Record<string, string> = {};
  for (const text of given) {
    const [, name, image] = /^([A-Za-z][-\w]*)=(.+)$/.exec(text) ?? [];
    if (name === undefined || image === undefined)
      throw new UsageError(
        `${JSON.stringify(text)} is not NAME=IMAGE, such as iam=europe-docker.pkg.dev/p/images/iam@sha256:…`,
      );
    if (Object.hasOwn(images, name)) throw new UsageError(`${name} is given twice`);
    images[name] = image;
  }
  return images;
}
