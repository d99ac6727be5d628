/**
 * What the engine asks of a provider. The local cloud answers for gcp, cloudflare and random; the calls and their
 * meaning are those of Pulumi's provider protocol, so that the same cloud can be served to a real engine.
 *
 * Values cross this line without `Secret` wrappers on the way in; an answer may mark outputs as secret. Unknowns cross it
 * in previews only.
 */
import type { PropertyMap } from "./values";

export interface CheckFailure {
  /** Property path, as in `template.containers[0].image`; empty when the whole resource is meant. */
  property: string;
  reason: string;
}

export interface ResourceIdentity {
  urn: string;
  /** Type token, as in `gcp:cloudrunv2/service:Service`. */
  type: string;
  /** Logical name. */
  name: string;
}

export type DiffKind = "add" | "add-replace" | "delete" | "delete-replace" | "update" | "update-replace";

export interface Diff {
  /** Property path → kind; empty when nothing is to change. */
  detailed: Record<string, DiffKind>;
  /** Top-level inputs whose change makes a new resource. */
  replaces: string[];
  deleteBeforeReplace: boolean;
}

export interface Provider {
  /** Checks a provider's own arguments; answers with them as they will be kept in the state. */
  checkConfig(urn: string, inputs: PropertyMap): Promise<{ inputs: PropertyMap; failures: CheckFailure[] }>;
  /** One call per provider instance and operation, before any resource of that instance. */
  configure(urn: string, inputs: PropertyMap): Promise<ConfiguredProvider>;
}

export interface ResumedCreate {
  /** Ids under which the state knows this URN already: never what the earlier run made. */
  known: readonly string[];
}

export interface ConfiguredProvider {
  /**
   * Validates inputs, fills in defaults and the physical name. `olds` are the inputs of the last operation, if the
   * resource exists; `seed` makes an automatic name the same in preview and update.
   */
  check(
    resource: ResourceIdentity,
    olds: PropertyMap | undefined,
    news: PropertyMap,
    seed: Uint8Array,
  ): Promise<{ inputs: PropertyMap; failures: CheckFailure[] }>;
  diff(
    resource: ResourceIdentity & { id: string },
    old: { inputs: PropertyMap; outputs: PropertyMap },
    news: PropertyMap,
    ignoreChanges: readonly string[],
  ): Promise<Diff>;
  /**
   * In a preview nothing is made: outputs that the cloud alone can tell are unknown, and there is no id. `resumed`: an
   * earlier run began this and its end was never written down, so what it made, if anything, is taken over and not made
   * again.
   */
  create(
    resource: ResourceIdentity,
    inputs: PropertyMap,
    preview: boolean,
    resumed?: ResumedCreate,
  ): Promise<{ id: string | undefined; outputs: PropertyMap }>;
  /**
   * The ids of what an earlier run has made for this URN without its end being written down. A provider without this method
   * cannot tell.
   */
  orphans?(resource: ResourceIdentity, resumed: ResumedCreate): Promise<string[]>;
  /**
   * The resource as the cloud has it; `undefined` when it is gone. A resource that the state does not know has no inputs and
   * no outputs there, and is answered with all the inputs that the cloud has.
   */
  read(
    resource: ResourceIdentity & { id: string },
    state: { inputs: PropertyMap; outputs: PropertyMap },
  ): Promise<{ inputs: PropertyMap; outputs: PropertyMap } | undefined>;
  update(
    resource: ResourceIdentity & { id: string },
    old: { inputs: PropertyMap; outputs: PropertyMap },
    news: PropertyMap,
    preview: boolean,
  ): Promise<{ outputs: PropertyMap }>;
  /**
   * Why the cloud would refuse to delete this resource, as far as its state tells (deletion protection), or what lies in it
   * that no program declared, so that a `destroy` can refuse before it has deleted anything.
   */
  refusesDelete(
    resource: ResourceIdentity & { id: string },
    state: { inputs: PropertyMap; outputs: PropertyMap },
  ): DeleteRefusal | undefined;
  /**
   * Deletes for good what lies in a resource and stands in the way of its deletion, where `refusesDelete` said that it can be
   * emptied. A provider without this method can empty nothing.
   */
  empty?(resource: ResourceIdentity & { id: string }): Promise<void>;
  delete(
    resource: ResourceIdentity & { id: string },
    state: { inputs: PropertyMap; outputs: PropertyMap },
  ): Promise<void>;
  /** A data source or function. */
  invoke(token: string, args: PropertyMap): Promise<{ result: PropertyMap; failures: CheckFailure[] }>;
}

/** What stands against the deletion of a resource: a property, or what lies in it. */
export type DeleteRefusal = { property: string; reason: string } | { contents: Contents };

/** What lies in a resource and no program declared. */
export interface Contents {
  count: number;
  /** What they are, as in `objects`. */
  of: string;
  /** Whether `empty` deletes them. */
  canBeEmptied: boolean;
  /** What a person can do about it. */
  remedy: string;
}

/** What the engine knows of a cloud: a provider per package, and nothing of any resource type. */
export interface Cloud {
  /** The provider of a package, as in `gcp`; `undefined` when this cloud has none. */
  provider(pkg: string): Provider | undefined;
  /** Version that the package's resources are recorded with. */
  version(pkg: string): string | undefined;
  /** Seconds that an operation on a resource of this type typically takes in the real cloud. */
  duration(type: string, operation: "create" | "update" | "delete"): number;
  /**
   * What was accepted and does not work: asked once, when an update has come to a good end.
   *
   * @param managed What the state tells of: of some of it, as of what was imported, the cloud does not know whose it is.
   */
  defects(managed: readonly ManagedResource[]): Promise<Defect[]>;
  /** Told the stack's config before anything is asked, as it may tell of what stood there before the stack did. */
  learn?(config: Readonly<Record<string, string>>): void;
}

export type ManagedResource = Pick<ResourceIdentity, "urn" | "type"> & { id: string };

/** A resource that the real cloud takes without a word, and that then does not do what it is for. */
export interface Defect {
  urn: string;
  /** What does not work, why, and what to do. */
  message: string;
}
