/** Reading the outputs of an environment's stack, wherever they come from: one error says all that is wrong with them. */
import { z } from "zod";
import { type EnvironmentOutputs, environmentOutputs } from "./schema";

/** What was read is not the outputs of an environment: says of which stack, what is wrong, and what to do. */
export class UnreadableOutputs extends Error {
  constructor(
    readonly stackName: string,
    problem: string,
    remedy: string,
  ) {
    super(`the outputs of stack ${stackName} ${problem}; ${remedy}`);
    this.name = new.target.name;
  }
}

/**
 * Reads what `pulumi stack output --json` or `flotilla outputs --json` has printed.
 * @throws {UnreadableOutputs}
 */
export function readOutputs(text: string, stack: string): EnvironmentOutputs {
  let outputs: unknown;
  try {
    outputs = JSON.parse(text);
  } catch (error) {
    const problem = `are not JSON (${(error as Error).message})`;
    throw new UnreadableOutputs(stack, problem, `print them with: pulumi stack output --json --stack ${stack}`);
  }
  return parseOutputs(outputs, stack);
}

/**
 * Takes outputs that are an object already. What is not known is dropped: a newer program gives more.
 * @param stack what the error calls them
 * @throws {UnreadableOutputs}
 */
export function parseOutputs(outputs: unknown, stack: string): EnvironmentOutputs {
  const parsed = environmentOutputs.safeParse(outputs);
  if (parsed.success) return parsed.data;
  const bringUp = `bring the stack up: pulumi up --stack ${stack}`;
  if (typeof outputs !== "object" || outputs === null || Object.keys(outputs).length === 0)
    throw new UnreadableOutputs(stack, "are empty", bringUp);
  const { version } = outputs as { version?: unknown };
  const known = environmentOutputs.shape.version.value;
  if (typeof version === "number" && version !== known)
    throw new UnreadableOutputs(
      stack,
      `have version ${version}, and this application reads version ${known}`,
      version > known ? "build the application with the contract of that version" : bringUp,
    );
  throw new UnreadableOutputs(stack, `have mistakes:\n${z.prettifyError(parsed.error)}\n`, bringUp);
}
