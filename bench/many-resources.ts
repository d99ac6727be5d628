/** The stack of the program in `many/`, with as many resources as asked for, to be run as the command line does it. */
import { join } from "node:path";
import type { OperationOptions } from "../local";

export function manyResources(
  count: number,
): Pick<OperationOptions, "project" | "stack" | "root" | "program" | "config"> {
  return {
    project: "bench",
    stack: "bench",
    root: __dirname,
    program: {
      directory: join(__dirname, "many"),
      entryPoint: "index.ts",
      nodeArgs: ["--require", "flotilla/typescript"],
    },
    config: { values: { "bench:resources": String(count) }, secretKeys: [] },
  };
}
