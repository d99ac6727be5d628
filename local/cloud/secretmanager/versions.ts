/** Versions of a secret as others name them. */
import { named } from "../named";
import { objectOf } from "../typed";
import type { Index, World, WorldRecord } from "../world";

export const versionType = "gcp:secretmanager/secretVersion:SecretVersion";

/** The path of the version's secret: its id, or its name with the project's number. */
const bySecret: Index = ({ type, inputs: { secret, project } }) =>
  type === versionType ? [named("secrets", secret, String(project)).id] : [];

export function versionsOf({ id, outputs }: WorldRecord, world: World): WorldRecord[] {
  return [id, String(outputs.name)].flatMap((path) => world.find(bySecret, path));
}

/** Of the secret of an id, the version of that number or alias; `latest` is any, and one that is enabled before all others. */
export function versionOf(world: World, id: string, version: string): WorldRecord | undefined {
  const secret = world.get("gcp:secretmanager/secret:Secret", id);
  const versions = secret ? versionsOf(secret, world) : [];
  if (version === "latest") return versions.find(isEnabled) ?? versions[0];
  const number = objectOf(secret?.inputs.versionAliases)[version] ?? version;
  return versions.find(({ outputs }) => String(outputs.version) === String(number));
}

export function isEnabled({ inputs }: WorldRecord): boolean {
  return inputs.enabled !== false;
}
