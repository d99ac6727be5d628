/** Does what was planned: one step at a time, written down before and after, told before and after. */
import { randomUUID } from "node:crypto";
import { containsUnknown, type PropertyMap, revealMap, Secret } from "../values";
import { EngineError, messageOf, Refused } from "./errors";
import type { Hooks } from "./hooks";
import type { Journal } from "./journal";
import { StateNotSaved } from "./journal";
import type { Limiter } from "./limiter";
import { withSecrets, withSecretsOf } from "./properties";
import type { Providers } from "./providers";
import type { Reporter } from "./reporter";
import type { ResourceState } from "./state";
import type { Step } from "./step";
import { isProviderType, parseUrn, unknownId } from "./urn";

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
  readonly #actions: Record<Step["op"], (step: Step) => Promise<void>> = {
    same: (step) => this.#same(step),
    create: (step) => this.#create(step),
    "create-replacement": (step) => this.#create(step),
    update: (step) => this.#update(step),
    delete: (step) => this.#delete(step),
    "delete-replaced": (step) => this.#delete(step),
    discard: (step) => this.#delete(step),
    read: (step) => this.#read(step),
    replace: async () => undefined, // a name for what its other two steps do
    forget: async () => undefined,
    refresh: notPlanned,
    import: notPlanned,
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
    } catch (error) {
      await this.#fail(step, error);
    }
    reporter.done(step);
  }

  async #fail(step: Step, error: unknown): Promise<never> {
    const { journal, reporter, onStateNotSaved } = this.context;
    if (error instanceof StateNotSaved) onStateNotSaved(error);
    reporter.stepFailed(step, messageOf(error));
    try {
      await journal.fail(step);
    } catch (saving) {
      if (saving instanceof StateNotSaved) onStateNotSaved(saving);
    }
    throw new Refused(messageOf(error));
  }

  async #same({ old, new: state }: Step): Promise<void> {
    if (!old || !state) return;
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
      Object.assign(state, { id: preview ? undefined : randomUUID(), outputs: state.inputs });
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
    if (state.custom) await this.#after(() => hooks.run("AfterCreate", { urn, new: state }), urn);
  }

  async #update(step: Step): Promise<void> {
    const { hooks, preview, providers } = this.context;
    const { old, new: state, urn } = step;
    if (!old || !state) return;
    state.id = old.id;
    const subject = { urn, old, new: state };
    await hooks.run("BeforeUpdate", subject);
    if (isProviderType(state.type)) {
      state.outputs = state.inputs;
      providers.add(state);
    } else if (state.custom) {
      const provider = await providers.configured(state.provider as string);
      const { outputs } = await hooks.retrying("update", subject, () =>
        provider.update(placed(state), revealed(old), revealMap(state.inputs), preview),
      );
      state.outputs = this.#outputsOf(state, outputs);
    } else state.outputs = old.outputs;
    state.modified = new Date().toISOString();
    if (state.custom) await this.#after(() => hooks.run("AfterUpdate", subject), urn);
  }

  async #delete(step: Step): Promise<void> {
    const { hooks, preview, providers } = this.context;
    const { old, urn } = step;
    if (!old) return;
    await hooks.run("BeforeDelete", { urn, old });
    const isOurs = old.custom && !old.external && !isProviderType(old.type);
    if (!preview && isOurs && !old.retainOnDelete && !step.withAnother) {
      const provider = await providers.configured(old.provider as string);
      await hooks.retrying("delete", { urn, old }, () => provider.delete(placed(old), revealed(old)));
    }
    if (step.pendingReplacement) old.pendingReplacement = true;
    await this.#after(() => hooks.run("AfterDelete", { urn, old }), urn);
  }

  /** A read is done in a preview too, unless what to read will only be known then. */
  async #read(step: Step): Promise<void> {
    const { old, new: state } = step;
    if (!state) return;
    if (state.id !== unknownId) {
      const provider = await this.context.providers.configured(state.provider as string);
      const inputs = revealMap(state.inputs);
      const found = await provider.read(placed(state), { inputs, outputs: inputs });
      if (!found) throw new EngineError(`there is no ${state.type} with the id ${JSON.stringify(state.id)}`);
      state.outputs = this.#outputsOf(state, found.outputs);
    }
    if (step.pendingDelete && old) old.delete = true;
  }

  /** What was done is done: a hook that fails afterwards fails the operation, not the step. */
  async #after(hook: () => Promise<void>, urn: string): Promise<void> {
    try {
      await hook();
    } catch (error) {
      this.context.reporter.error(messageOf(error), urn);
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

function notPlanned({ op, urn }: Step): never {
  throw new EngineError(`a step of kind ${op} was planned for ${urn}, which this engine never does`);
}

function identityOf({ urn, type }: ResourceState) {
  return { urn, type, name: parseUrn(urn).name };
}

function placed(state: ResourceState) {
  return { ...identityOf(state), id: state.id ?? "" };
}

function revealed({ inputs, outputs }: ResourceState) {
  return { inputs: revealMap(inputs), outputs: revealMap(outputs) };
}
