/** A file that tells of a deployment, as `--file` names it. */
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { NotADeployment, type RawResource, readResources } from "../review";
import type { CommandInput } from "./commands";
import { UsageError } from "./errors";

export function readSaved(input: CommandInput, file: string): Promise<RawResource[]> {
  if (input.options.stack !== undefined)
    throw new UsageError("--file is read instead of a stack's state: give no --stack");
  return readNamed(input, "--file", file);
}

/** The file that was named with a flag. */
export async function readNamed({ terminal }: CommandInput, flag: string, file: string): Promise<RawResource[]> {
  let text: string;
  try {
    text = await readFile(resolve(terminal.cwd, file), "utf8");
  } catch (error) {
    throw new UsageError(`${flag} ${file} cannot be read: ${(error as Error).message}`);
  }
  try {
    return readResources(text);
  } catch (error) {
    if (error instanceof NotADeployment)
      throw new UsageError(`${flag} ${file} tells of no deployment: ${error.message}`);
    throw error;
  }
}
