/** A file that tells of a deployment, as `--file` names it. */
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { NotADeployment, type RawResource, readResources } from "../review";
import type { CommandInput } from "./commands";
import { UsageError } from "./errors";

export async function readSaved({ terminal, options }: CommandInput, file: string): Promise<RawResource[]> {
  if (options.stack !== undefined) throw new UsageError("--file is read instead of a stack's state: give no --stack");
  let text: string;
  try {
    text = await readFile(resolve(terminal.cwd, file), "utf8");
  } catch (error) {
    throw new UsageError(`--file ${file} cannot be read: ${(error as Error).message}`);
  }
  try {
    return readResources(text);
  } catch (error) {
    if (error instanceof NotADeployment)
      throw new UsageError(`--file ${file} tells of no deployment: ${error.message}`);
    throw error;
  }
}
