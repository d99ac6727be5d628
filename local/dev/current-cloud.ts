/** The local cloud of a stack as it is now: read anew when an operation on it has ended. */
import { existsSync, unwatchFile, watchFile } from "node:fs";
import { type EnvironmentOutputs, parseOutputs } from "../../contract";
import { LocalCloud } from "../cloud";
import type { World } from "../cloud/world";
import { FileStateStore } from "../engine/file-store";
import { isRootStack } from "../engine/urn";
import { cloudSecrets, type Project, ProjectError, type StackFolder, stackFolder, stateSecrets } from "../project";
import { revealMap } from "../values";

export class CurrentCloud {
  #world: World;

  private constructor(
    private readonly folder: StackFolder,
    private readonly environment: NodeJS.ProcessEnv,
    world: World,
    readonly outputs: EnvironmentOutputs,
  ) {
    this.#world = world;
  }

  /** @throws {ProjectError} when the stack is not up, {UnreadableOutputs} when it is no environment */
  static async open(project: Project, stack: string, environment: NodeJS.ProcessEnv): Promise<CurrentCloud> {
    const folder = stackFolder(project, stack);
    const snapshot = await new FileStateStore(folder.state, () => stateSecrets(folder, environment)).load();
    const root = snapshot?.resources.find(({ urn }) => isRootStack(urn));
    if (!root) throw new ProjectError(`stack ${stack} is not up: run flotilla up --stack ${stack}`);
    const outputs = parseOutputs(revealMap(root.outputs), stack);
    return new CurrentCloud(folder, environment, await read(folder, environment), outputs);
  }

  get world(): World {
    return this.#world;
  }

  /** Until what it returns is called. While an operation is under way nothing is read: its last change comes later. */
  onChange(changed: () => Promise<void>, failed: (error: unknown) => void): () => void {
    const { cloud, lock } = this.folder;
    const reread = async () => {
      if (existsSync(lock)) return;
      this.#world = await read(this.folder, this.environment);
      await changed();
    };
    watchFile(cloud, { interval: 200 }, () => void reread().catch(failed));
    return () => unwatchFile(cloud);
  }
}

async function read(folder: StackFolder, environment: NodeJS.ProcessEnv): Promise<World> {
  return (await LocalCloud.open(folder.cloud, cloudSecrets(folder, environment), { preview: true })).world;
}
