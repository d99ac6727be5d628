/** What the engine's tests stand on: a cloud in memory, a state in memory, programs as functions. */
import * as pulumi from "@pulumi/pulumi";
import type { Analyzer } from "../../../local/analyzer";
import {
  type DestroyOptions,
  decodeDeployment,
  destroy,
  encodeDeployment,
  type OperationOptions,
  type OperationResult,
  preview,
  type ResourceState,
  type Snapshot,
  type StateStore,
  up,
} from "../../../local/engine";
import type { EngineEventBody } from "../../../local/events";
import type { Cloud, ConfiguredProvider, Diff, DiffKind, Provider, ResourceIdentity } from "../../../local/provider";
import { type PropertyMap, Unknown } from "../../../local/values";

/** Reads like nothing, so that a plain secret in a file stands out. */
export const crypter = {
  encrypt: (text: string) => `sealed:${Buffer.from(text).toString("hex")}`,
  decrypt: (text: string) => {
    if (!text.startsWith("sealed:")) throw new Error("not sealed here");
    return Buffer.from(text.slice("sealed:".length), "hex").toString();
  },
};

interface Thing {
  urn: string;
  inputs: PropertyMap;
}

/**
 * A cloud of one package, `fake`. A change of `fixed` replaces, first deleting where `fragile` is set; `locked` refuses to
 * be deleted; `output` is only known once a thing is made.
 */
export class FakeCloud implements Cloud {
  readonly things = new Map<string, Thing>();
  /** What was asked of it, in order: `create a`, `delete a-1`. */
  readonly calls: string[] = [];
  readonly #counts = new Map<string, number>();

  constructor(private readonly overrides: Partial<ConfiguredProvider & Provider> = {}) {}

  provider(pkg: string): Provider | undefined {
    if (pkg !== "fake") return undefined;
    return {
      checkConfig: async (_urn, inputs) => ({ inputs, failures: [] }),
      configure: async (_urn, inputs) => {
        this.calls.push(`configure ${JSON.stringify(inputs)}`);
        return { ...this.configured, ...this.overrides };
      },
      ...this.overrides,
    };
  }

  version(): string {
    return "1.2.3";
  }

  /** The names of what there is. */
  get names(): string[] {
    return [...this.things.values()].map(({ urn }) => nameOf(urn)).sort();
  }

  /** What was done, without what was only asked. */
  get changes(): string[] {
    return this.calls.filter((call) => !call.startsWith("configure"));
  }

  readonly configured: ConfiguredProvider = {
    check: async ({ name }, olds, news, seed) => {
      const automatic: PropertyMap = news.autonamed
        ? { label: olds?.label ?? `${name}-${Buffer.from(seed).toString("hex", 0, 3)}` }
        : {};
      return {
        inputs: { ...automatic, ...news },
        failures: news.bad ? [{ property: "bad", reason: "must not be" }] : [],
      };
    },
    diff: async (_resource, old, news) => diffOf(old.inputs, news),
    create: async (resource, inputs, isPreview, resumed) => {
      if (isPreview) return { id: undefined, outputs: { ...inputs, output: Unknown.value } };
      const id = (resumed && this.#adopt(resource, inputs)) ?? this.#nextId(resource.name);
      this.calls.push(`create ${resource.name}`);
      this.things.set(id, { urn: resource.urn, inputs });
      return { id, outputs: outputsOf(inputs) };
    },
    read: async ({ id }) => {
      const thing = this.things.get(id);
      return thing && { inputs: thing.inputs, outputs: outputsOf(thing.inputs) };
    },
    update: async ({ id, name, urn }, _old, inputs, isPreview) => {
      if (isPreview) return { outputs: { ...inputs, output: Unknown.value } };
      this.calls.push(`update ${name}`);
      this.things.set(id, { urn, inputs });
      return { outputs: outputsOf(inputs) };
    },
    refusesDelete: (_resource, { inputs }) =>
      inputs.locked === true ? { property: "locked", reason: "it is locked" } : undefined,
    delete: async ({ id }) => {
      this.calls.push(`delete ${id}`);
      this.things.delete(id);
    },
    invoke: async (token, args) => ({ result: { ...args, token }, failures: [] }),
  };

  #nextId(name: string): string {
    const count = (this.#counts.get(name) ?? 0) + 1;
    this.#counts.set(name, count);
    return `${name}-${count}`;
  }

  /** What an operation that died has made already is not made twice. */
  #adopt({ urn }: ResourceIdentity, inputs: PropertyMap): string | undefined {
    const same = ([, thing]: [string, Thing]) =>
      thing.urn === urn && JSON.stringify(thing.inputs) === JSON.stringify(inputs);
    return [...this.things].find(same)?.[0];
  }
}

function outputsOf(inputs: PropertyMap): PropertyMap {
  return { ...inputs, output: `${inputs.value ?? ""}!` };
}

function diffOf(olds: PropertyMap, news: PropertyMap): Diff {
  const keys = [...new Set([...Object.keys(olds), ...Object.keys(news)])];
  const changed = keys.filter(
    (key) => news[key] === Unknown.value || JSON.stringify(olds[key]) !== JSON.stringify(news[key]),
  );
  const kindOf = (key: string): DiffKind => (key === "fixed" ? "update-replace" : "update");
  return {
    detailed: Object.fromEntries(changed.map((key) => [key, kindOf(key)])),
    replaces: changed.filter((key) => key === "fixed"),
    deleteBeforeReplace: news.fragile === true,
  };
}

/** Keeps the state as the text of a state file, so that every test also goes through the file format and its checks. */
export class MemoryStore implements StateStore {
  text: string | undefined;
  saves = 0;
  /** Called before each save with its number; may throw. */
  onSave: (count: number, snapshot: Snapshot) => void = () => undefined;

  async load(): Promise<Snapshot | undefined> {
    return this.text === undefined ? undefined : decodeDeployment(JSON.parse(this.text), crypter);
  }

  async save(snapshot: Snapshot): Promise<void> {
    const text = JSON.stringify(encodeDeployment(snapshot, { crypter }));
    decodeDeployment(JSON.parse(text), crypter); // never in a state that cannot be read again
    this.onSave(++this.saves, snapshot);
    this.text = text;
  }
}

export interface Ran extends OperationResult {
  events: EngineEventBody[];
  /** `create a`, in the order of their starts; bookkeeping of stack and providers left out. */
  steps: string[];
  errors: string[];
  warnings: string[];
  infos: string[];
}

type Options = Partial<OperationOptions & DestroyOptions>;

/** A stack, its cloud and its state, over several operations. */
export class World {
  readonly cloud: FakeCloud;
  readonly store = new MemoryStore();

  constructor(
    overrides: Partial<ConfiguredProvider & Provider> = {},
    private readonly defaults: Options = {},
  ) {
    this.cloud = new FakeCloud(overrides);
  }

  up(program: () => unknown, options: Options = {}): Promise<Ran> {
    return this.#run(up, program, options);
  }

  preview(program: () => unknown, options: Options = {}): Promise<Ran> {
    return this.#run(preview, program, options);
  }

  destroy(options: Options = {}): Promise<Ran> {
    return this.#run(destroy, () => undefined, options);
  }

  /** The resources of the state by name, in the state's order; the stack and providers left out. */
  async state(): Promise<Map<string, ResourceState>> {
    const resources = (await this.store.load())?.resources ?? [];
    return new Map(
      resources.filter(({ type }) => !type.startsWith("pulumi:")).map((state) => [nameOf(state.urn), state]),
    );
  }

  async #run(
    operation: (options: OperationOptions) => Promise<OperationResult>,
    program: () => unknown,
    options: Options,
  ): Promise<Ran> {
    const events: EngineEventBody[] = [];
    const result = await operation({
      project: "shop",
      stack: "dev",
      root: process.cwd(),
      program: async () => ((await program()) ?? {}) as Record<string, unknown>,
      config: { values: {}, secretKeys: [] },
      cloud: this.cloud,
      store: this.store,
      emit: (event) => events.push(event),
      ...this.defaults,
      ...options,
    });
    const messages = (severity: string) =>
      events.flatMap(({ diagnosticEvent: event }) => (event?.severity === severity ? [event.message] : []));
    const steps = events.flatMap(({ resourcePreEvent: event }) =>
      event && !event.metadata.type.startsWith("pulumi:") ? [`${event.metadata.op} ${nameOf(event.metadata.urn)}`] : [],
    );
    return {
      ...result,
      events,
      steps,
      errors: messages("error"),
      warnings: messages("warning"),
      infos: messages("info"),
    };
  }
}

export function nameOf(urn: string): string {
  return urn.split("::").at(-1) as string;
}

interface ThingArgs {
  value?: pulumi.Input<unknown>;
  fixed?: pulumi.Input<unknown>;
  [property: string]: pulumi.Input<unknown> | undefined;
}

/** A resource of the fake cloud. */
export class FakeThing extends pulumi.CustomResource {
  declare readonly value: pulumi.Output<unknown>;
  declare readonly output: pulumi.Output<string>;
  declare readonly label: pulumi.Output<string>;

  constructor(name: string, args: ThingArgs = {}, options?: pulumi.CustomResourceOptions) {
    super("fake:index:Thing", name, { output: undefined, ...args }, options);
  }
}

export class FakeProvider extends pulumi.ProviderResource {
  constructor(name: string, args: pulumi.Inputs = {}, options?: pulumi.ResourceOptions) {
    super("fake", name, args, options);
  }
}

/** A component that holds what `build` makes in it. */
export class FakeGroup extends pulumi.ComponentResource {
  constructor(
    name: string,
    build: (group: FakeGroup) => void = () => undefined,
    options?: pulumi.ComponentResourceOptions,
  ) {
    super("shop:index:Group", name, {}, options);
    build(this);
    this.registerOutputs({});
  }
}

/** An analyzer that does nothing where it is not told otherwise. */
export function analyzer(parts: Partial<Analyzer>): Analyzer {
  return {
    name: "house-rules",
    version: "0.1.0",
    remediate: async () => [],
    analyze: async () => [],
    analyzeStack: async () => [],
    close: async () => undefined,
    ...parts,
  };
}
