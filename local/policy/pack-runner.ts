/** How a pack's process is started: by the SDK's script that serves a pack, and apart from all that talks to it. */
import { SdkProcess, WaitingProcess } from "../sdk-process";

/** It prints its port as the first line, and lives until it is killed. */
const runner = "@pulumi/pulumi/cmd/run-policy-pack";

/** A pack reads its version from `./package.json`. */
export function startPack(directory: string): SdkProcess {
  return new SdkProcess(directory, require.resolve(runner));
}

/** Starts the process of a pack that will be asked. */
export function preparePack(directory: string): WaitingProcess {
  return new WaitingProcess(startPack(directory));
}
