/** Versions of a secret as others name them. */
import { isObject } from "../../values";
import type { Index, World } from "../world";

const type = "gcp:secretmanager/secretVersion:SecretVersion";

/** `p/s` of the version's secret, which its input may name by path or bare. */
const bySecret: Index = ({ type: token, inputs: { secret, project } }) => {
  if (token !== type) return [];
  const [, home = project, name = secret] = /^projects\/([^/]+)\/secrets\/([^/]+)$/.exec(String(secret)) ?? [];
  return [`${home}/${name}`];
};

/** Whether a secret has a version of that number or alias; `latest` is any. */
export function hasVersion(world: World, project: string, secret: string, version: string): boolean {
  const versions = world.find(bySecret, `${project}/${secret}`);
  if (version === "latest") return versions.length > 0;
  const { versionAliases } =
    world.get("gcp:secretmanager/secret:Secret", `projects/${project}/secrets/${secret}`)?.inputs ?? {};
  const number = isObject(versionAliases) ? (versionAliases[version] ?? version) : version;
  return versions.some(({ outputs }) => String(outputs.version) === String(number));
}
