/** What a workload is given, as a `.env` file to run it on a laptop. */
import type { CommandAction } from "../commands";
import { openDeployment } from "../deployment";
import { exitCodes, UsageError } from "../errors";
import { envLines } from "../output/env";
import { type Workload, workloadsIn } from "../workloads";

export const env: CommandAction = async (input) => {
  const [name = ""] = input.arguments;
  const { name: of, deployment } = await openDeployment(input, "what a workload would be given", `env ${name}`);
  const workloads = workloadsIn(deployment);
  const workload = workloads.find((one) => one.name === name);
  if (!workload) throw new UsageError(unknownWorkload(of, name, workloads));
  input.terminal.out.write(`${envLines(of, workload).join("\n")}\n`);
  return exitCodes.ok;
};

function unknownWorkload(of: string, name: string, workloads: readonly Workload[]): string {
  const names = [...new Set(workloads.map((one) => one.name))].sort().join(", ") || "none";
  return `${of} has no workload ${JSON.stringify(name)}: its workloads are ${names}`;
}
