/** The providers of an operation: which exist, by reference, and each configured once, when it is first needed. */
import type { Cloud, ConfiguredProvider, Provider } from "../provider";
import { type PropertyMap, revealMap } from "../values";
import { EngineError } from "./errors";
import type { ResourceState } from "./state";
import { isProviderType, providedPackage, providerReference } from "./urn";

interface Known {
  state: ResourceState;
  configured?: Promise<ConfiguredProvider>;
}

export class Providers {
  readonly #known = new Map<string, Known>();

  constructor(
    private readonly cloud: Cloud,
    old: readonly ResourceState[],
  ) {
    for (const state of old) if (isProviderType(state.type)) this.add(state);
  }

  /** The provider of a package, not configured. */
  ofPackage(pkg: string): Provider {
    const provider = this.cloud.provider(pkg);
    if (provider) return provider;
    throw new EngineError(`the local cloud has no package ${JSON.stringify(pkg)}; it cannot make resources of it`);
  }

  /** From now on the reference of this provider resource means this configuration. */
  add(state: ResourceState): void {
    this.#known.set(providerReference(state.urn, state.id), { state });
  }

  /** A provider was renamed: resources that still name it the old way mean this one. */
  alias(oldUrn: string, state: ResourceState): void {
    this.#known.set(providerReference(oldUrn, state.id), { state });
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

  #configure({ urn, type, inputs }: ResourceState): Promise<ConfiguredProvider> {
    return this.ofPackage(providedPackage(type)).configure(urn, ownArguments(inputs));
  }
}

/** A provider's arguments as the provider knows them: what the engine keeps beside them, and secrecy, left out. */
export function ownArguments(inputs: PropertyMap): PropertyMap {
  const { version: _version, __internal, ...own } = inputs;
  return revealMap(own);
}
