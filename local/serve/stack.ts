/** The cloud of a stack, served: locked, open, and with an environment that leads the real engine to it. */
import { mkdirSync } from "node:fs";
import { LocalCloud } from "../cloud";
import { cloudSecrets, lockStack, ownPassphrase, type Project, readStackFile } from "../project";
import type { Defect } from "../provider";
import { servedEnvironment } from "./environment";
import { servedFolder } from "./folder";
import { serveCloud } from "./server";

export interface ServedStack {
  /** For the one command that is to use this cloud. */
  environment: NodeJS.ProcessEnv;
  /**
   * What does not work of what there is, if anything was changed. The protocol does not tell an update that changes nothing
   * from a preview, and a preview tells of no defects.
   */
  defects(): Promise<Defect[]>;
  close(): Promise<void>;
}

/** @throws {ProjectError} naming who serves the same cloud already */
export async function serveStack(
  project: Project,
  stack: string,
  environment: NodeJS.ProcessEnv,
): Promise<ServedStack> {
  const folder = servedFolder(project, stack);
  const lock = lockStack(folder, "cloud serve");
  const release = () => lock.release();
  process.once("exit", release); // a killed command leaves by there
  try {
    mkdirSync(folder.backend, { recursive: true });
    await ownPassphrase(folder);
    const cloud = await LocalCloud.open(folder.cloud, cloudSecrets(folder, environment));
    cloud.learn(
      Object.fromEntries([...readStackFile(project, stack).config].map(([key, value]) => [key, String(value)])),
    );
    const served = await serveCloud(cloud, cloud.packages, folder.mark);
    return {
      environment: servedEnvironment(environment, { ...folder, providers: served.providers }),
      defects: async () => (served.known.changed ? cloud.defects([...served.known.managed.values()]) : []),
      async close() {
        served.close();
        await cloud.close();
        process.off("exit", release);
        release();
      },
    };
  } catch (error) {
    process.off("exit", release);
    release();
    throw error;
  }
}
