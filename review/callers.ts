/**
 * Who may do something in an environment and is none of its workloads: people, workloads of other projects, workflows, and
 * everyone where something is public. It is read from the grants themselves, each of which stands under the caller it is for
 * or names everyone, so a preview tells it as a state does.
 */
import type { Deployment, Resource } from "./deployment";
import { isUnknown } from "./values";

export interface CallerRights {
  /** As in `support`. */
  name: string;
  /** What sort: `People`, `ForeignWorkload`, or `Everyone`. */
  kind: string;
  /** Everyone that it stands for, as IAM writes them; `not known yet` where only an update tells. */
  members: string[];
  /** All that it may do: `call iam`, with the roles that it takes and how many grants. */
  rights: { what: string; roles: string[]; grants: number }[];
}

const chain = /^urn:pulumi:[^:]+::[^:]+::(.+)::/;
const callerType = /(?:^|\$)flotilla:callers:(\w+)\$/;
const everyone = /^all(Authenticated)?Users$/;

/** By name. */
export function callersOf(deployment: Deployment): CallerRights[] {
  const callers = new Map<string, CallerRights>();
  for (const resource of deployment) {
    const grant = grantOf(resource);
    if (!grant) continue;
    const { kind, caller, what, member, role } = grant;
    const key = `${kind} ${caller}`;
    const known = callers.get(key) ?? { name: caller, kind, members: [], rights: [] };
    callers.set(key, known);
    add(known.members, member);
    const right = known.rights.find((one) => one.what === what) ?? { what, roles: [], grants: 0 };
    if (right.grants === 0) known.rights.push(right);
    add(right.roles, role);
    right.grants++;
  }
  for (const { rights } of callers.values()) rights.sort((a, b) => compare(a.what, b.what));
  return [...callers.values()].sort(byName);
}

export interface CallerChange {
  name: string;
  kind: string;
  /** Who, on the side where it is there; on both where that has changed. */
  members: { before: string[]; after: string[] };
  added: string[];
  removed: string[];
}

/** What each caller may do more or less than before; those of whom nothing has changed are left out. */
export function callerChanges(before: Deployment, after: Deployment): CallerChange[] {
  const [then, now] = [callersOf(before), callersOf(after)];
  const all = [...now, ...then.filter((one) => !find(now, one))];
  return all
    .map(({ name, kind }) => {
      const [old, next] = [then, now].map((list) => find(list, { name, kind }));
      const [had, has] = [old, next].map((caller) => new Set(caller?.rights.map(({ what }) => what)));
      return {
        name,
        kind,
        members: { before: old?.members ?? [], after: next?.members ?? [] },
        added: [...(has ?? [])].filter((what) => !had?.has(what)),
        removed: [...(had ?? [])].filter((what) => !has?.has(what)),
      };
    })
    .filter(({ added, removed, members }) => added.length + removed.length > 0 || !same(members.before, members.after))
    .sort(byName);
}

/** A grant is called `<caller>/<verb>/<what>`, and then its region where it has one; one to everyone may have any name. */
function grantOf({ urn, name, properties }: Resource) {
  const { member, role } = properties;
  const isPublic = everyone.test(String(member));
  const kind = isPublic ? "Everyone" : callerType.exec(chain.exec(urn)?.[1] ?? "")?.[1];
  if (kind === undefined || role === undefined) return undefined;
  const [caller = "", verb = "", thing = ""] = name.split("/");
  const isNamed = !isPublic || caller === "everyone";
  return {
    kind,
    caller: isPublic ? "everyone" : caller,
    what: isNamed ? `${verb} ${thing}` : name,
    member: textOf(member),
    role: textOf(role),
  };
}

const textOf = (value: unknown) => (typeof value === "string" && !isUnknown(value) ? value : "not known yet");

function add(list: string[], text: string): void {
  if (!list.includes(text)) list.push(text);
}

const find = (list: readonly CallerRights[], { name, kind }: { name: string; kind: string }) =>
  list.find((one) => one.name === name && one.kind === kind);
const same = (a: readonly string[], b: readonly string[]) => JSON.stringify(a) === JSON.stringify(b);
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
const byName = (a: Pick<CallerRights, "name" | "kind">, b: typeof a) =>
  compare(a.name, b.name) || compare(a.kind, b.kind);
