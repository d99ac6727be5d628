/** Lines of the program: where a resource was made, as the state keeps it, and which line to point at when it is at fault. */
import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import type { SourcePosition, StackTrace } from "@pulumi/pulumi/proto/source_pb";
import type { OperationOptions } from "./operation";
import type { ResourceState } from "./state";

export interface SourceLine {
  /** Relative to the project. */
  file: string;
  line: number;
  column?: number;
}

/** As the state keeps it (`parseSourcePosition` in `pkg/resource/deploy/source_eval.go`); nothing for what is no file. */
export function positionOf(position: SourcePosition | undefined, root: string): string | undefined {
  if (!position?.getUri().startsWith("file://")) return undefined;
  const path = relative(root, fileURLToPath(position.getUri())).replaceAll("\\", "/");
  const column = position.getColumn() === 0 ? "" : `,${position.getColumn()}`;
  return `${scheme}${encodeURI(path).replace(/[?#]/g, encodeURIComponent)}#${position.getLine()}${column}`;
}

/** The calls that led to the resource, the last one first. Those in packages would be most of a state file, and help nobody. */
export function stackTraceOf(trace: StackTrace | undefined, root: string): ResourceState["stackTrace"] {
  const positions = trace?.getFramesList().flatMap((frame) => positionOf(frame.getPc(), root) ?? []) ?? [];
  return positions.filter(isWritten).map((sourcePosition) => ({ sourcePosition }));
}

/** Nothing where the text is no position in the project. */
export function parsePosition(position: string): SourceLine | undefined {
  const [, path = "", line, column] = /^project:\/\/\/(.+)#(\d+)(?:,(\d+))?$/.exec(position) ?? [];
  if (line === undefined) return undefined;
  try {
    return { file: decodeURIComponent(path), line: Number(line), ...(column && { column: Number(column) }) };
  } catch {
    return undefined; // no URI at all
  }
}

/** The folder of the program's entry point, relative to the project. A program that is a function is all over the project. */
export function folderOf({ program, root }: Pick<OperationOptions, "program" | "root">): string {
  return typeof program === "function" ? "" : relative(root, program.directory).replaceAll("\\", "/");
}

/**
 * For each resource the line of the program that it comes from: the last call in the folder of the program's entry point
 * that led to it, or to the nearest of its parents that has one. A component's own lines are told only where there is no
 * such line: whoever is to change something would not change it there.
 */
export class ProgramLines {
  readonly #lines = new Map<string, { program: string | undefined; other: string | undefined }>();
  readonly #folder: string;

  /** @param folder As `folderOf` gives it. */
  constructor(folder: string) {
    this.#folder = folder === "" ? scheme : `${scheme}${encodeURI(folder)}/`;
  }

  /** A resource's parents are to be learned before it. */
  learn({ urn, parent = "", sourcePosition = "", stackTrace = [] }: ResourceState): void {
    const told = stackTrace.map((frame) => frame.sourcePosition ?? "");
    const lines = (told.length > 0 ? told : [sourcePosition]).filter(isWritten);
    const above = this.#lines.get(parent);
    this.#lines.set(urn, {
      program: lines.find((line) => line.startsWith(this.#folder)) ?? above?.program,
      other: lines[0] ?? above?.other,
    });
  }

  of(urn: string): string | undefined {
    const line = this.#lines.get(urn);
    return line?.program ?? line?.other;
  }
}

const scheme = "project:///";

/** Whether it is a line of the project itself, and of no package. */
function isWritten(position: string): boolean {
  return position.startsWith(scheme) && !position.includes("/node_modules/");
}
