/**
 * The cloud that both engines work on: small, and as good as its word. A change of `fixed` replaces a thing, first deleting it
 * where `fragile` is set; `autonamed` has its `label` made up; `bad` is refused by check; `slow` takes that many milliseconds
 * to be made; `output` is known only once a thing is made, `token` is always secret.
 */
import { setTimeout } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import type { Cloud, ConfiguredProvider, Diff, DiffKind, Provider } from "../../../local/provider";
import { containsUnknown, type PropertyMap, Secret, Unknown } from "../../../local/values";

export interface CloudThing {
  type: string;
  urn: string;
  inputs: PropertyMap;
}

/** What is to fail in a step: operation → names. */
export type Faults = Partial<Record<"create" | "update" | "delete" | "read", readonly string[]>>;

export class ConformanceCloud implements Cloud {
  /** By id. */
  readonly things = new Map<string, CloudThing>();
  #faults: Faults = {};
  readonly #made = new Map<string, number>();

  /** What happens in it before a step, and what is to fail in the step. */
  prepare({ edit, faults = {} }: { edit?: (cloud: ConformanceCloud) => void; faults?: Faults }): void {
    edit?.(this);
    this.#faults = faults;
  }

  provider(pkg: string): Provider | undefined {
    if (pkg !== "fake") return undefined;
    return { checkConfig: async (_urn, inputs) => ({ inputs, failures: [] }), configure: async () => this.#configured };
  }

  version(): undefined {
    return undefined;
  }

  duration(): number {
    return 1;
  }

  async defects(): Promise<[]> {
    return [];
  }

  readonly #configured: ConfiguredProvider = {
    check: async ({ name }, olds, news, seed) => {
      const label = olds?.label ?? `${name}-${Buffer.from(seed).toString("hex", 0, 4)}`;
      return {
        inputs: news.autonamed === true ? { label, ...news } : news,
        failures: news.bad === undefined ? [] : [{ property: "bad", reason: "must not be" }],
      };
    },
    diff: async (_resource, old, news, ignoreChanges) => diffOf(old.inputs, news, ignoreChanges),
    create: async ({ type, urn, name }, inputs, preview) => {
      if (preview) return { id: undefined, outputs: outputsOf(inputs, Unknown.value) };
      this.#strike("create", name);
      if (typeof inputs.slow === "number") await setTimeout(inputs.slow);
      const count = (this.#made.get(name) ?? 0) + 1;
      this.#made.set(name, count);
      const id = `${name}-${count}`;
      this.things.set(id, { type, urn, inputs });
      return { id, outputs: outputsOf(inputs) };
    },
    read: async ({ id, name }) => {
      this.#strike("read", name);
      const thing = this.things.get(id);
      return thing && { inputs: thing.inputs, outputs: outputsOf(thing.inputs) };
    },
    update: async ({ type, id, name, urn }, _old, inputs, preview) => {
      if (preview) return { outputs: outputsOf(inputs, Unknown.value) };
      this.#strike("update", name);
      if (!this.things.has(id)) throw new Error(`there is no ${id}`);
      this.things.set(id, { type, urn, inputs });
      return { outputs: outputsOf(inputs) };
    },
    refusesDelete: (_resource, { inputs }) =>
      inputs.locked === true ? { property: "locked", reason: "it is locked" } : undefined,
    delete: async ({ id, name }, { inputs }) => {
      this.#strike("delete", name);
      if (inputs.locked === true) throw new Error("it is locked");
      this.things.delete(id);
    },
    invoke: async (token, args) => ({ result: { ...args, token }, failures: [] }),
  };

  #strike(operation: keyof Faults, name: string): void {
    if (this.#faults[operation]?.includes(name)) throw new Error(`the cloud cannot ${operation} ${name} today`);
  }
}

function outputsOf(inputs: PropertyMap, output: PropertyMap[string] = `${inputs.value ?? ""}!`): PropertyMap {
  return { ...inputs, output, token: new Secret("t0ken") };
}

function diffOf(olds: PropertyMap, news: PropertyMap, ignoreChanges: readonly string[]): Diff {
  const names = [...new Set([...Object.keys(olds), ...Object.keys(news)])].filter(
    (name) => !ignoreChanges.includes(name) && !same(olds[name], news[name]),
  );
  return {
    detailed: Object.fromEntries(names.map((name) => [name, kindOf(name, olds, news)])),
    replaces: names.filter((name) => name === "fixed"),
    deleteBeforeReplace: names.includes("fixed") && news.fragile === true,
  };
}

function kindOf(name: string, olds: PropertyMap, news: PropertyMap): DiffKind {
  const kind = !(name in olds) ? "add" : name in news ? "update" : "delete";
  return name === "fixed" ? `${kind}-replace` : kind;
}

/** An unknown may become anything. */
function same(old: PropertyMap[string] | undefined, news: PropertyMap[string] | undefined): boolean {
  return !containsUnknown(news) && isDeepStrictEqual(old, news);
}
