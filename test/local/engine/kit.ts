/** What the engine's tests stand on: a cloud in memory, a state in memory, programs as functions. */
import * as pulumi from "@pulumi/pulumi";
import type { Analyzer } from "../../../local/analyzer";
import {
  type DestroyOptions,
  decodeDeployment,
  destroy,
  encodeChange,
  encodeDeployment,
  type OperationOptions,
  type OperationResult,
  preview,
  type RefreshOptions,
  type ResourceState,
  refresh,
  type Snapshot,
  type StateChange,
  type StateStore,
  type UpOptions,
  up,
} from "../../../local/engine";
import type { EngineEventBody } from "../../../local/events";
import type {
  Cloud,
  ConfiguredProvider,
  Defect,
  Diff,
  DiffKind,
  ManagedResource,
  Provider,
  ResourceIdentity,
} from "../../../local/provider";
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
  /** What does not work although it was made. */
  flaws: Defect[] = [];
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

  duration(): number {
    return 1;
  }

  async defects(_managed: readonly ManagedResource[]): Promise<Defect[]> {
    return this.flaws;
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
    orphans: async ({ urn }, { known }) =>
      [...this.things].flatMap(([id, thing]) => (thing.urn === urn && !known.includes(id) ? [id] : [])),
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
  const kindOf = (key: string): DiffKind => {
    const kind = !(key in olds) ? "add" : key in news ? "update" : "delete";
    return key === "fixed" ? `${kind}-replace` : kind;
  };
  return {
    detailed: Object.fromEntries(changed.map((key) => [key, kindOf(key)])),
    replaces: changed.filter((key) => key === "fixed"),
    deleteBeforeReplace: news.fragile === true,
  };
}

const empty: Snapshot = { resources: [], pendingOperations: [] };

/**
 * Keeps the state as the texts of a state file and its journal, so that every test also goes through their formats and
 * checks: what cannot be read again is never kept.
 */
export class MemoryStore implements StateStore {
  /** Of the file; nothing before the first save. */
  text: string | undefined;
  /** Lines of the journal: what has changed since. */
  lines: readonly string[] = [];
  saves = 0;
  /** Called before each write with its number and what is read after it; may throw. */
  onSave: (count: number, snapshot: Snapshot) => void = () => undefined;

  async load(): Promise<Snapshot | undefined> {
    if (this.text === undefined) return undefined;
    const snapshot = decode(this.text, this.lines);
    this.#keep(textOf(snapshot), []); // changes are numbered from what is loaded
    return snapshot;
  }

  async append(changes: readonly StateChange[]): Promise<void> {
    const added = changes.map((change) => JSON.stringify(encodeChange(change, { crypter })));
    this.#write(this.text ?? textOf(empty), [...this.lines, ...added]);
  }

  async save(snapshot: Snapshot): Promise<void> {
    this.#write(textOf(snapshot), []);
  }

  #write(text: string, lines: readonly string[]): void {
    this.onSave(++this.saves, decode(text, lines));
    this.#keep(text, lines);
  }

  #keep(text: string, lines: readonly string[]): void {
    this.text = text;
    this.lines = lines;
  }
}

function textOf(snapshot: Snapshot): string {
  return JSON.stringify(encodeDeployment(snapshot, { crypter }));
}

function decode(text: string, lines: readonly string[]): Snapshot {
  const changes = lines.map((line) => JSON.parse(line));
  return decodeDeployment(JSON.parse(text), crypter, changes);
}

export interface Ran extends OperationResult {
  events: EngineEventBody[];
  /** `create a`, in the order of their starts; bookkeeping of stack and providers left out. */
  steps: string[];
  errors: string[];
  warnings: string[];
  infos: string[];
}

type Options = Partial<UpOptions & DestroyOptions & RefreshOptions>;

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

  refresh(options: Options = {}): Promise<Ran> {
    return this.#run(refresh, () => undefined, options);
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
      events.flatMap(({ diagnosticEvent: event }) => (event?.severity === severity ? [event.message.trimEnd()] : []));
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
    policies: [],
    remediate: async () => [],
    analyze: async () => [],
    analyzeStack: async () => [],
    close: async () => undefined,
    ...parts,
  };
}
