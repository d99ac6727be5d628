/** New images in a stack's file: the one thing there that a machine writes. Comments, order and form of the rest stay. */
import { readFileSync } from "node:fs";
import writeFileAtomic from "write-file-atomic";
import { isMap, parseDocument } from "yaml";
import { isPinned } from "../../contract";
import { ProjectError } from "./errors";
import type { Project } from "./project-file";
import { stackConfig } from "./stack-config";
import type { StackFile } from "./stack-file";

export interface ImageChange {
  name: string;
  before: string;
  after: string;
}

/**
 * Writes images into `<project>:images` of a stack's file, by name. A stack that had the project's defaults until now is given
 * a whole map of its own, since a map in a stack's file stands instead of the defaults.
 * @throws {ProjectError} naming every mistake, with nothing written
 */
export async function setImages(
  project: Project,
  stack: StackFile,
  images: Readonly<Record<string, string>>,
): Promise<ImageChange[]> {
  const path = ["config", `${project.name}:images`];
  const { values } = await stackConfig(project, stack);
  const current = JSON.parse(values[`${project.name}:images`] ?? "{}") as Record<string, string>;
  refuse(images, Object.keys(current), `${project.name}:images`);
  const changes = Object.entries(images)
    .map(([name, after]) => ({ name, before: String(current[name]), after }))
    .filter(({ before, after }) => before !== after);
  if (changes.length === 0) return [];
  const document = parseDocument(readFileSync(stack.file.path, "utf8"));
  const written = document.getIn(path, true);
  if (written !== undefined && !isMap(written))
    throw new ProjectError(`${stack.shown}: ${path[1]} is no map of names and images; write it as one`);
  if (written === undefined) document.setIn(path, document.createNode(current));
  for (const { name, after } of changes) document.setIn([...path, name], after);
  await writeFileAtomic(stack.file.path, document.toString({ lineWidth: 0, flowCollectionPadding: false }));
  return changes;
}

function refuse(images: Readonly<Record<string, string>>, known: readonly string[], key: string): void {
  const mistakes = Object.entries(images).flatMap(([name, image]) => [
    ...(known.includes(name)
      ? []
      : [`${name}: ${key} has no image of that name; there are ${known.join(", ") || "none"}`]),
    ...(isPinned(image) ? [] : [`${name}: ${image} is not pinned by digest: end it with @sha256:… of 64 digits`]),
  ]);
  if (mistakes.length > 0) throw new ProjectError(mistakes.join("\n"));
}
