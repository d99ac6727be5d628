/** Versions of a secret as others name them. */
import { named } from "../named";
import { objectOf } from "../typed";
import type { Index, World } from "../world";

const type = "gcp:secretmanager/secretVersion:SecretVersion";

/** The id of the version's secret. */
const bySecret: Index = ({ type: token, inputs: { secret, project } }) =>
  token === type ? [named("secrets", secret, String(project)).id] : [];

/** Whether the secret of an id has a version of that number or alias; `latest` is any. */
export function hasVersion(world: World, secret: string, version: string): boolean {
  const versions = world.find(bySecret, secret);
  if (version === "latest") return versions.length > 0;
  const { versionAliases } = world.get("gcp:secretmanager/secret:Secret", secret)?.inputs ?? {};
  const number = objectOf(versionAliases)[version] ?? version;
  return versions.some(({ outputs }) => String(outputs.version) === String(number));
}
