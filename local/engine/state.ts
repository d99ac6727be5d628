/**
 * The state of a stack, in Pulumi's own deployment format (`apitype.DeploymentV3`): a file that this engine writes can be
 * imported into a real backend, and an export from one can be read here.
 */
import type { PropertyMap, PropertyValue } from "../values";
import type { StateChange } from "./changes";

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
  /** `project:///FILE#LINE,COLUMN` of what made it, relative to the project. */
  sourcePosition?: string;
  /** The calls that led there, the last one first. */
  stackTrace?: { sourcePosition?: string }[];
  ignoreChanges?: string[];
  replaceOnChanges?: string[];
  /** Marked by hand: it is replaced at the next update. */
  taint?: boolean;
  /** A value whose change replaces the resource. */
  replacementTrigger?: PropertyValue;
  hideDiff?: string[];
  /** Hook type (`OnError`, `BeforeCreate`, …) → names. */
  resourceHooks?: Record<string, string[]>;
}

export interface PendingOperation<Resource = ResourceState> {
  resource: Resource;
  type: "creating" | "updating" | "deleting" | "reading" | "importing";
}

/** In the order of the state file: what a resource needs comes before it. */
export interface Snapshot<Resource = ResourceState> {
  resources: Resource[];
  pendingOperations: PendingOperation<Resource>[];
}

/**
 * Where a snapshot lives. What is written is written whole or not at all: whoever reads it later finds the first so many of
 * the changes, and at least those whose `append` has resolved.
 */
export interface StateStore {
  load(): Promise<Snapshot | undefined>;
  /** Keeps changes of the state that was loaded; all those of an operation, in order. */
  append(changes: readonly StateChange[]): Promise<void>;
  /** Keeps this state in the place of the one that was loaded and all its changes. */
  save(snapshot: Snapshot): Promise<void>;
}
