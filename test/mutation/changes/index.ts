/** All bad changes, by type. A type that an environment has and this has not is told. */
import { resourceType } from "../../../local/cloud/catalogue";
import { type BadChange, type BadChanges, becomes, option } from "../bad-change";
import { data } from "./data";
import { edge } from "./edge";
import { events } from "./events";
import { identity } from "./identity";
import { keys } from "./keys";
import { network } from "./network";
import { run } from "./run";
import { having } from "./subjects";

const ofDefaultProvider = option(
  "another provider makes it: the default one",
  { provider: { type: "pulumi:providers:gcp", name: "default_9_37_0" } },
  "whatever project and region the shell has are its",
);
const elsewhere = becomes("project", "registry-elsewhere", "it is in another environment's project", {
  of: having("project"),
});

/** The path of what they belong to says it. */
const inPath = ["gcp:secretmanager/secretVersion:SecretVersion"];

/** Bad for whatever a provider of Google's makes. */
function everywhere(type: string): BadChange[] {
  if (!type.startsWith("gcp:")) return [];
  const namesProject = resourceType(type)?.inputs.project !== undefined && !inPath.includes(type);
  return namesProject ? [ofDefaultProvider, elsewhere] : [ofDefaultProvider];
}

const own: BadChanges = { ...run, ...identity, ...data, ...keys, ...events, ...edge, ...network };

export const badChanges: BadChanges = Object.fromEntries(
  Object.entries(own).map(([type, changes]) => {
    const titles = new Set(changes.map(({ title }) => title));
    return [type, [...changes, ...everywhere(type).filter(({ title }) => !titles.has(title))]];
  }),
);
