/** Does what was planned: one step at a time, written down before and after, told before and after. */
import { randomUUID } from "node:crypto";
import { containsUnknown, type PropertyMap, revealMap, Secret } from "../values";
import { asked, EngineError, messageOf, Refused } from "./errors";
import { urnsNeededBy } from "./graph";
import type { Hooks } from "./hooks";
import type { Journal } from "./journal";
import { StateNotSaved } from "./journal";
import type { Limiter } from "./limiter";
import type { CompletedStep } from "./operation";
import { withSecrets, withSecretsOf } from "./properties";
import { argumentsOf, identityOf, type Providers, placed, revealed } from "./providers";
import type { Reporter } from "./reporter";
import type { ResourceState } from "./state";
import type { Step } from "./step";
import { isProviderType, unknownId } from "./urn";

export interface ExecutorContext {
  preview: boolean;
  journal: Journal;
  providers: Providers;
  hooks: Hooks;
  reporter: Reporter;
  limiter: Limiter;
  /** Why nothing more may be started, if so. */
  stopped: () => string | undefined;
  /** The state cannot be written any more. */
  onStateNotSaved: (error: StateNotSaved) => void;
}

export class Executor {
  /** What was done, in the order in which it ended. */
  readonly completed: CompletedStep[] = [];
  /** Steps that were done, and a hook after which failed. */
  readonly #spoilt = new Set<Step>();
  readonly #actions: Record<Step["op"], (step: Step) => Promise<void>> = {
    same: (step) => this.#same(step),
    create: (step) => this.#create(step),
    "create-replacement": (step) => this.#create(step),
    update: (step) => this.#update(step),
    delete: (step) => this.#delete(step),
    "delete-replaced": (step) => this.#delete(step),
    discard: (step) => this.#delete(step),
    "discard-replaced": (step) => this.#delete(step),
    read: (step) => this.#read(step),
    "read-replacement": (step) => this.#read(step),
    replace: async () => undefined, // a name for what its other two steps do
    "remove-pending-replace": async () => undefined,
    import: (step) => this.#import(step),
    "import-replacement": (step) => this.#import(step),
    refresh: notPlanned,
  };

  constructor(private readonly context: ExecutorContext) {}

  /** Steps that follow one another. Throws `Refused` when one failed, which has been told then, or must not be started. */
  async chain(steps: readonly Step[]): Promise<void> {
    for (const step of steps) await this.run(step);
  }

  async run(step: Step): Promise<void> {
    const { limiter, stopped } = this.context;
    await limiter.run(async () => {
      const reason = stopped();
      if (reason) throw new Refused(reason);
      await this.#apply(step);
    });
  }

  async #apply(step: Step): Promise<void> {
    const { journal, reporter } = this.context;
    reporter.starting(step);
    try {
      await journal.begin(step);
      await this.#actions[step.op](step);
      await journal.succeed(step);
      this.#note(step);
    } catch (error) {
      await this.#fail(step, error);
    }
    reporter.done(step);
    if (this.#spoilt.has(step)) throw new Refused("a hook failed after it");
  }

  #note(step: Step): void {
    const { op, urn, old, new: state } = step;
    const resource = state ?? old;
    if (op === "remove-pending-replace" || op === "replace" || !resource) return; // nothing is done in them
    const { type, parent } = resource;
    const inCloud = state === undefined ? deletesInCloud(step) : state.custom && !isProviderType(type);
    this.completed.push({ op, urn, type, parent, needs: [...urnsNeededBy(resource)], inCloud });
  }

  async #fail(step: Step, error: unknown): Promise<never> {
    const { journal, reporter, onStateNotSaved } = this.context;
    if (error instanceof StateNotSaved) onStateNotSaved(error);
    reporter.stepFailed(step, error);
    try {
      await journal.fail(step);
    } catch (saving) {
      if (saving instanceof StateNotSaved) onStateNotSaved(saving);
    }
    throw new Refused(messageOf(error));
  }

  async #same({ old, new: state, unmade }: Step): Promise<void> {
    if (!old || !state || unmade) return;
    state.id = old.id;
    state.outputs = withSecrets(state.additionalSecretOutputs, withSecretsOf(state.inputs, old.outputs));
    // A provider's arguments as they were: what it calls no difference must be none to its resources.
    if (isProviderType(state.type)) this.context.providers.add({ ...state, inputs: old.inputs });
  }

  async #create(step: Step): Promise<void> {
    const { hooks, journal, preview, providers } = this.context;
    const { old, new: state, urn } = step;
    if (!state) return;
    const resumed = journal.begun(urn) && { known: journal.idsOf(urn) };
    await hooks.run("BeforeCreate", { urn, new: state });
    if (isProviderType(state.type)) {
      Object.assign(state, { id: preview ? unknownId : randomUUID(), outputs: argumentsOf(state.inputs) });
      providers.add(state);
    } else if (state.custom) {
      const provider = await providers.configured(state.provider as string);
      const made = await hooks.retrying("create", { urn, new: state }, () =>
        provider.create(identityOf(state), revealMap(state.inputs), preview, resumed),
      );
      if (!preview && !made.id) throw new EngineError("the provider made it and gave no id");
      state.id = made.id;
      state.outputs = this.#outputsOf(state, made.outputs);
    }
    state.created = state.modified = new Date().toISOString();
    if (step.pendingDelete && old) old.delete = true;
    if (state.custom) await this.#after(step, () => hooks.run("AfterCreate", { urn, new: state }));
  }

  async #update(step: Step): Promise<void> {
    const { hooks, preview, providers } = this.context;
    const { old, new: state, urn } = step;
    if (!old || !state) return;
    state.id = old.id;
    const subject = { urn, old, new: state };
    await hooks.run("BeforeUpdate", subject);
    if (isProviderType(state.type)) {
      state.outputs = argumentsOf(state.inputs);
      providers.add(state);
    } else if (state.custom) {
      const provider = await providers.configured(state.provider as string);
      const { outputs } = await hooks.retrying("update", subject, () =>
        asked(provider.update(placed(state), revealed(old), revealMap(state.inputs), preview)),
      );
      state.outputs = this.#outputsOf(state, outputs);
    } else state.outputs = old.outputs;
    state.modified = new Date().toISOString();
    if (state.custom) await this.#after(step, () => hooks.run("AfterUpdate", subject));
  }

  async #delete(step: Step): Promise<void> {
    const { hooks, preview, providers } = this.context;
    const { old, urn } = step;
    if (!old) return;
    await hooks.run("BeforeDelete", { urn, old });
    if (!preview && deletesInCloud(step)) {
      const provider = await providers.configured(old.provider as string);
      await hooks.retrying("delete", { urn, old }, () => asked(provider.delete(placed(old), revealed(old))));
    }
    if (step.pendingReplacement) old.pendingReplacement = true;
    await this.#after(step, () => hooks.run("AfterDelete", { urn, old }));
  }

  /** A read is done in a preview too, unless what to read will only be known then. */
  async #read(step: Step): Promise<void> {
    const { old, new: state } = step;
    if (!state) return;
    if (state.id !== unknownId) {
      const provider = await this.context.providers.configured(state.provider as string);
      const inputs = revealMap(state.inputs);
      const found = await asked(provider.read(placed(state), { inputs, outputs: inputs }));
      if (!found) throw new EngineError(`there is no ${state.type} with the id ${JSON.stringify(state.id)}`);
      state.outputs = this.#outputsOf(state, found.outputs);
    }
    if (step.pendingDelete && old) old.delete = true;
  }

  /** What exists is taken as it is; what the program wants otherwise is planned, and done, after that. */
  async #import(step: Step): Promise<void> {
    const { new: state, original } = step;
    if (!state?.importID) return;
    const id = state.importID;
    const provider = await this.context.providers.configured(state.provider as string);
    const found = await asked(provider.read({ ...identityOf(state), id }, { inputs: {}, outputs: {} }));
    if (!found)
      throw new EngineError(`resource '${id}' does not exist: there is no ${state.type} of that id to be imported`);
    state.id = id;
    state.inputs = withSecretsOf(state.inputs, found.inputs);
    state.outputs = this.#outputsOf(state, found.outputs);
    state.created = state.modified = new Date().toISOString();
    step.old = { ...state };
    if (original) original.delete = true;
  }

  /** What was done is done, and the state knows; but what needs it is not tried. */
  async #after(step: Step, hook: () => Promise<void>): Promise<void> {
    try {
      await hook();
    } catch (error) {
      this.context.reporter.error(messageOf(error), step.urn);
      this.#spoilt.add(step);
    }
  }

  #outputsOf(state: ResourceState, outputs: PropertyMap): PropertyMap {
    const unknown = Object.keys(outputs).filter((key) => containsUnknown(outputs[key]));
    if (!this.context.preview && unknown.length > 0)
      throw new EngineError(`the provider did not tell ${unknown.join(", ")}, although this is not a preview`);
    const secret = Object.keys(state.inputs).filter((key) => state.inputs[key] instanceof Secret);
    return withSecrets([...secret, ...(state.additionalSecretOutputs ?? [])], withSecretsOf(state.inputs, outputs));
  }
}

/** Whether a deletion is the cloud's to do: not of what is not ours, stays there, or goes with another. */
function deletesInCloud({ old, withAnother }: Step): boolean {
  if (!old || old.retainOnDelete || withAnother) return false;
  return old.custom && !old.external && !isProviderType(old.type);
}

function notPlanned({ op, urn }: Step): never {
  throw new EngineError(`a step of kind ${op} was planned for ${urn}, which this engine never does`);
}
