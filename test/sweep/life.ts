/**
 * The life of a process, ended without ending this one: from then on the cloud takes no more requests and nothing is
 * saved, so that whatever the engine still does is as if it had not been done.
 */
import { setImmediate } from "node:timers/promises";
import type * as local from "../../local";
import { decodeDeployment, encodeDeployment } from "../../local/engine";
import { ChangingState, type StateChange } from "../../local/engine/changes";

/** Secrets need no hiding from a sweep. */
const crypter = { encrypt: (text: string) => text, decrypt: (text: string) => text };

export class Life {
  #over = false;
  #chance: number;

  /** @param order Answers of the cloud come in another order for another number; for none, in that of the requests. */
  constructor(private readonly order: number) {
    this.#chance = order;
  }

  /** How long the cloud takes for an answer. */
  async wait(): Promise<void> {
    if (this.order === 0) return;
    this.#chance = (this.#chance * 48271) % 0x7fffffff; // MINSTD, so that a run can be repeated
    for (let turn = this.#chance % 16; turn > 0; turn--) await setImmediate();
  }

  readonly end = (): never => {
    this.#over = true;
    throw new Error("the process was killed");
  };

  readonly demand = (): void => {
    if (this.#over) throw new Error("the process is dead");
  };
}

/** A state file's place: it outlives the process that writes it. */
export class Shelf {
  private constructor(
    private snapshot: local.Snapshot | undefined,
    private changes: readonly StateChange[],
  ) {}

  static empty(): Shelf {
    return new Shelf(undefined, []);
  }

  copy(): Shelf {
    return new Shelf(this.snapshot, this.changes);
  }

  /** As it is read by the next process: through the file's format and its checks. */
  read(): local.Snapshot | undefined {
    if (!this.snapshot && this.changes.length === 0) return undefined;
    const state = new ChangingState(this.snapshot ?? { resources: [], pendingOperations: [] });
    for (const change of this.changes) state.apply(change);
    const text = JSON.stringify(encodeDeployment(state.snapshot(), { crypter }));
    return decodeDeployment(JSON.parse(text), crypter);
  }

  /** Writing takes a moment, and is lost when the process dies in it. */
  storeFor(life: Life): local.StateStore {
    const written = async (snapshot: local.Snapshot | undefined, changes: readonly StateChange[]) => {
      life.demand();
      await setImmediate();
      life.demand();
      this.snapshot = snapshot;
      this.changes = changes;
    };
    return {
      load: async () => this.read(),
      append: (changes) => written(this.snapshot, [...this.changes, ...changes]),
      save: ({ resources, pendingOperations }) =>
        // Property values are never changed in place; marks on a resource are.
        written({ resources: resources.map((state) => ({ ...state })), pendingOperations }, []),
    };
  }
}

/** An operation as the cloud is asked for it. */
export type Asked = Pick<local.ResourceIdentity, "type" | "name"> & Pick<local.Fault, "operation">;

/** The cloud as a process reaches it. */
export function cloudFor(life: Life, cloud: local.LocalCloud, note: (asked: Asked) => void): local.Cloud {
  return {
    provider(pkg) {
      const provider = cloud.provider(pkg);
      if (!provider) return undefined;
      return {
        checkConfig: (urn, inputs) => provider.checkConfig(urn, inputs),
        configure: async (urn, inputs) => reached(await provider.configure(urn, inputs), life, note),
      };
    },
    version: (pkg) => cloud.version(pkg),
    duration: (type, operation) => cloud.duration(type, operation),
    defects: (managed) => cloud.defects(managed),
  };
}

/** Operation → which argument says that nothing is to be done. */
const previewAt: Record<string, number | undefined> = {
  create: 2,
  update: 3,
  read: Number.POSITIVE_INFINITY,
  delete: Number.POSITIVE_INFINITY,
};

function reached(
  provider: local.ConfiguredProvider,
  life: Life,
  note: (asked: Asked) => void,
): local.ConfiguredProvider {
  const ask = async (operation: Asked["operation"], args: unknown[], method: (...args: unknown[]) => unknown) => {
    const { type, name } = args[0] as local.ResourceIdentity;
    note({ operation, type, name });
    await life.wait();
    life.demand();
    return method.apply(provider, args);
  };
  return new Proxy(provider, {
    get(target, name) {
      const method: unknown = Reflect.get(target, name);
      if (typeof method !== "function") return method;
      return (...args: unknown[]) => {
        life.demand();
        const at = previewAt[String(name)];
        const isDone = at !== undefined && args[at] !== true;
        return isDone ? ask(name as Asked["operation"], args, method as never) : method.apply(target, args);
      };
    },
  });
}
