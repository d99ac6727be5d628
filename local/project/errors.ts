/** What is wrong with a project, a stack or its files, in words for its author. */
export class ProjectError extends Error {
  override readonly name = "ProjectError";
}

/** One mistake in a file. */
export interface Mistake {
  /** Line in the file, from 1. */
  line: number;
  /** Where in the document, as in `config.flotilla:regions`; empty for the file as a whole. */
  at: string;
  message: string;
}

/** One error for all mistakes of one file, a line each, in the form editors and terminals can jump to. */
export function mistakesError(file: string, mistakes: readonly Mistake[]): ProjectError {
  const lines = [...mistakes]
    .sort((a, b) => a.line - b.line)
    .map(({ line, at, message }) => `${file}:${line}: ${at === "" ? "" : `${at}: `}${message}`);
  return new ProjectError(lines.join("\n"));
}
