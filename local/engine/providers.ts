/** The providers of an operation: which exist, by reference, and each configured once, when it is first needed. */
import type { Cloud, ConfiguredProvider, Provider, ResourceIdentity } from "../provider";
import { containsUnknown, type PropertyMap, revealMap } from "../values";
import { EngineError } from "./errors";
import { withSecretsOf } from "./properties";
import type { ResourceState } from "./state";
import { unknownProvider } from "./unknown-provider";
import { isProviderType, parseUrn, providedPackage, providerReference } from "./urn";

interface Known {
  state: ResourceState;
  configured?: Promise<ConfiguredProvider>;
}

export class Providers {
  readonly #known = new Map<string, Known>();
  /** References of those that this operation has registered. */
  readonly #registered = new Set<string>();

  constructor(
    private readonly cloud: Cloud,
    old: readonly ResourceState[],
  ) {
    for (const state of old)
      if (isProviderType(state.type)) this.#known.set(providerReference(state.urn, state.id), { state });
  }

  /** The provider of a package, not configured. */
  ofPackage(pkg: string): Provider {
    const provider = this.cloud.provider(pkg);
    if (provider) return provider;
    throw new EngineError(`the local cloud has no package ${JSON.stringify(pkg)}; it cannot make resources of it`);
  }

  /** From now on the reference of this provider resource means this configuration. */
  add(state: ResourceState): void {
    const reference = providerReference(state.urn, state.id);
    this.#known.set(reference, { state });
    this.#registered.add(reference);
  }

  /** A provider was renamed: resources that still name it the old way mean this one. */
  alias(urn: string, state: ResourceState): void {
    this.#known.set(providerReference(urn, state.id), { state });
    this.#registered.add(providerReference(state.urn, state.id));
  }

  isRegistered(reference: string): boolean {
    return this.#registered.has(reference);
  }

  state(reference: string): ResourceState | undefined {
    return this.#known.get(reference)?.state;
  }

  configured(reference: string): Promise<ConfiguredProvider> {
    const known = this.#known.get(reference);
    if (!known) throw new EngineError(`there is no provider ${reference}`);
    known.configured ??= this.#configure(known.state);
    return known.configured;
  }

  /** Whether a preview cannot tell how the provider will be configured. */
  isUnknown(reference: string): boolean {
    const known = this.#known.get(reference);
    return known !== undefined && containsUnknown(known.state.inputs);
  }

  async #configure({ urn, type, inputs }: ResourceState): Promise<ConfiguredProvider> {
    const provider = this.ofPackage(providedPackage(type));
    return containsUnknown(inputs) ? unknownProvider : provider.configure(urn, ownArguments(inputs));
  }
}

/** A resource as its provider is told of it. */
export function identityOf({ urn, type }: ResourceState): ResourceIdentity {
  return { urn, type, name: parseUrn(urn).name };
}

/** A resource that exists, as its provider is told of it. */
export function placed(state: ResourceState): ResourceIdentity & { id: string } {
  return { ...identityOf(state), id: state.id ?? "" };
}

/** What the state holds of a resource, as its provider is told it. */
export function revealed({ inputs, outputs }: ResourceState): Answer {
  return { inputs: revealMap(inputs), outputs: revealMap(outputs) };
}

export interface Answer {
  inputs: PropertyMap;
  outputs: PropertyMap;
}

/** What a provider has read. It is asked without secrecy, so that what it answers gets it back. */
export function withAnswer(state: ResourceState, { inputs, outputs }: Answer): Answer {
  return {
    inputs: withSecretsOf(state.inputs, inputs),
    outputs: withSecretsOf(state.inputs, withSecretsOf(state.outputs, outputs)),
  };
}

/** Whether there is something in a cloud that the resource stands for. */
export function hasCounterpart({ custom, type, pendingReplacement }: ResourceState): boolean {
  return custom && !isProviderType(type) && !pendingReplacement;
}

/** A provider's arguments as the state tells of them. */
export function argumentsOf({ __internal, ...told }: PropertyMap): PropertyMap {
  return told;
}

/** A provider's arguments as the provider knows them: what the engine keeps beside them, and secrecy, left out. */
export function ownArguments(inputs: PropertyMap): PropertyMap {
  const { version: _version, __internal, ...own } = inputs;
  return revealMap(own);
}
