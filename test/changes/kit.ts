/** Makes a change of a fleet on a cloud in memory, and asks at every step who answers. */
import * as local from "../../local";
import { type Fleet, program } from "./fleet";

/** A fleet that is up, and its cloud. */
export interface Standing {
  cloud: local.LocalCloud;
  snapshot: local.Snapshot;
}

export interface Made extends Standing {
  outcome: "succeeded" | "failed";
  errors: string;
  /** `op type name`, in the order in which they were started; what only moves in the state is left out. */
  plan: string[];
  /** Host → who answered, as it changed on the way. */
  answers: Record<string, string[]>;
  /** Host → whatever was broken at any step, said once. */
  broken: Record<string, string[]>;
}

export interface Watch {
  hosts: readonly string[];
  /** Has operations that may be done at once end in an order by chance, of this number. @default one after the other */
  seed?: number | undefined;
  /** As `up --replace` takes them. */
  replace?: readonly string[];
}

/** One fleet is brought up, or changed into another. */
export async function make(
  fleet: Fleet,
  before?: Standing,
  { hosts, seed, replace = [] }: Watch = { hosts: [] },
): Promise<Made> {
  const cloud = before?.cloud.copy() ?? local.LocalCloud.inMemory();
  const seen = new Observations(cloud, hosts);
  seen.look();
  const events: local.EngineEventBody[] = [];
  const { outcome, snapshot } = await local.up({
    project: "flotilla",
    stack: "production",
    root: process.cwd(),
    program: program(fleet),
    config: { values: { "pulumi:disable-default-providers": '["*"]' }, secretKeys: [] },
    cloud: watched(cloud, () => seen.look(), seed),
    store: { load: async () => before && copyOf(before.snapshot), append: async () => {}, save: async () => {} },
    emit: (event) => events.push(event),
    parallel: seed === undefined ? 1 : 16,
    replace,
  });
  const errors = events.flatMap(({ diagnosticEvent: said }) => (said?.severity === "error" ? [said.message] : []));
  const { answers, broken } = seen;
  return {
    cloud,
    snapshot: copyOf(snapshot),
    outcome,
    errors: errors.join("\n"),
    plan: planOf(events),
    answers,
    broken,
  };
}

/** What each host's answer was, when it last changed, and whatever was wrong. */
class Observations {
  readonly answers: Record<string, string[]>;
  readonly broken: Record<string, string[]>;

  constructor(
    private readonly cloud: local.LocalCloud,
    hosts: readonly string[],
  ) {
    this.answers = Object.fromEntries(hosts.map((host) => [host, []]));
    this.broken = Object.fromEntries(hosts.map((host) => [host, []]));
  }

  look(): void {
    for (const [host, answers] of Object.entries(this.answers)) {
      const answer = this.cloud.ask(`https://${host}/`);
      const broken = this.broken[host] as string[];
      for (const fault of answer.broken) if (!broken.includes(fault)) broken.push(fault);
      const text = answer.status === undefined ? textOf(answer) : statusOf(answer);
      if (answers.at(-1) !== text) answers.push(text);
    }
  }
}

/** `404`, or `404: Not found` by the title of the page that stands in for it. */
function statusOf({ status, page }: local.Answer): string {
  const title = page === undefined ? undefined : (/<title>(.*)<\/title>/.exec(page)?.[1] ?? "a page without a title");
  return title === undefined ? String(status) : `${status}: ${title}`;
}

/** `registry in europe-west1 and us-east4 as 00001; iam in …`: the revisions of a region by what tells them apart. */
function textOf({ served, called }: local.Answer): string {
  return [...groupsOf(served), ...groupsOf(called)].join("; ");
}

function groupsOf(served: readonly local.Served[]): string[] {
  const byPlace = new Map<string, string[]>();
  for (const { service, region, revision, percent } of served) {
    const short = revision.slice(service.length + 1).replace(/^(\d{5})-[0-9a-f]{3}$/, "$1");
    const place = `${service} ${region}`;
    byPlace.set(place, [...(byPlace.get(place) ?? []), percent === 100 ? short : `${short} ${percent}%`]);
  }
  return [...byPlace].map(([place, revisions]) => `${place}: ${revisions.join(", ")}`).sort();
}

/** Looks whenever something in the cloud has changed. */
function watched(cloud: local.LocalCloud, look: () => void, seed: number | undefined): local.Cloud {
  const chance = seed === undefined ? () => 0 : chanceOf(seed);
  const watch = <P extends object>(target: P, methods: readonly string[]): P =>
    new Proxy(target, {
      get(_, name) {
        const method = Reflect.get(target, name) as unknown;
        if (typeof method !== "function") return method;
        return async (...args: unknown[]) => {
          if (!methods.includes(String(name))) return method.apply(target, args);
          for (let turns = chance(); turns > 0; turns--) await new Promise(setImmediate);
          const result = await method.apply(target, args);
          look();
          return result;
        };
      },
    });
  return {
    version: (pkg) => cloud.version(pkg),
    duration: (type, operation) => cloud.duration(type, operation),
    defects: (managed) => cloud.defects(managed),
    provider(pkg) {
      const provider = cloud.provider(pkg);
      if (!provider) return undefined;
      return {
        checkConfig: (urn, inputs) => provider.checkConfig(urn, inputs),
        configure: async (urn, inputs) =>
          new Proxy(await provider.configure(urn, inputs), {
            get(target, name) {
              const method = Reflect.get(target, name) as unknown;
              if (typeof method !== "function") return method;
              const changes = ["create", "update", "delete"].includes(String(name));
              return changes
                ? Reflect.get(watch(target, [String(name)]), name)
                : (...args: unknown[]) => method.apply(target, args);
            },
          }),
      };
    },
  };
}

/** Small numbers that follow from a seed (a linear congruential generator). */
function chanceOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return Math.floor(state / 65536) % 6;
  };
}

function planOf(events: readonly local.EngineEventBody[]): string[] {
  return events.flatMap(({ resourcePreEvent }) => {
    if (!resourcePreEvent || resourcePreEvent.metadata.op === "same") return [];
    const { op, type, urn } = resourcePreEvent.metadata;
    const short = type.replace(/^gcp:/, "").replace(/\/[^:]+:/, ":");
    return [`${op} ${short} ${urn.split("::").at(-1)}`];
  });
}

/** Property values are never changed in place, so the lists are all that is copied. */
function copyOf({ resources, pendingOperations }: local.Snapshot): local.Snapshot {
  return { resources: resources.map((state) => ({ ...state })), pendingOperations: [...pendingOperations] };
}
