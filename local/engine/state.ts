/**
 * The state of a stack, in Pulumi's own deployment format (`apitype.DeploymentV3`): a file that this engine writes can be
 * imported into a real backend, and an export from one can be read here.
 */
import type { PropertyMap } from "../values";

/** A resource as the state holds it, its values decoded. Field names are those of the deployment format. */
export interface ResourceState {
  urn: string;
  custom: boolean;
  /** Replaced, and still to be deleted. */
  delete?: boolean;
  id?: string;
  type: string;
  inputs: PropertyMap;
  outputs: PropertyMap;
  parent?: string;
  protect?: boolean;
  external?: boolean;
  dependencies?: string[];
  initErrors?: string[];
  /** `<urn>::<id>` of the provider; empty for components and providers of packages without configuration. */
  provider?: string;
  propertyDependencies?: Record<string, string[]>;
  pendingReplacement?: boolean;
  additionalSecretOutputs?: string[];
  aliases?: string[];
  /** Seconds. */
  customTimeouts?: { create?: number; update?: number; delete?: number; read?: number };
  importID?: string;
  retainOnDelete?: boolean;
  deletedWith?: string;
  replaceWith?: string[];
  created?: string;
  modified?: string;
  sourcePosition?: string;
  ignoreChanges?: string[];
  replaceOnChanges?: string[];
  hideDiff?: string[];
  /** Hook type (`OnError`, `BeforeCreate`, …) → names. */
  resourceHooks?: Record<string, string[]>;
}

export interface PendingOperation {
  resource: ResourceState;
  type: "creating" | "updating" | "deleting" | "reading" | "importing";
}

/** In the order of the state file: what a resource needs comes before it. */
export interface Snapshot {
  resources: ResourceState[];
  pendingOperations: PendingOperation[];
}

/** Where a snapshot lives. `save` is called after every step and must be atomic. */
export interface StateStore {
  load(): Promise<Snapshot | undefined>;
  save(snapshot: Snapshot): Promise<void>;
}
