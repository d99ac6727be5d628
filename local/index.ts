/**
 * The embedded default: an engine and a cloud on this machine, which run any Pulumi Node program without account,
 * credentials or network.
 * What belongs here: the engine, the cloud it works on, the runner of policy packs, and reading a project from disk.
 * What does not: anything that knows one program, its components or its stacks, and anything that talks to a person.
 * This door is for the command line and for tests; each room below has a door of its own.
 */
export type { AnalyzedResource, Analyzer, Remediation, Violation } from "./analyzer";
export { LocalCloud } from "./cloud";
export {
  type Crypter,
  type DestroyOptions,
  destroy,
  FileStateStore,
  isProviderType,
  isRootStack,
  type OperationOptions,
  type OperationResult,
  parseUrn,
  preview,
  type Refusal,
  type ResourceState,
  type Snapshot,
  type StateSecrets,
  type StateStore,
  up,
} from "./engine";
export { shownMap } from "./engine/properties";
export { parsePath } from "./engine/property-path";
export type * from "./events";
export {
  checkPack,
  isPolicyPack,
  type PackLog,
  PolicyPackError,
  type PolicyPackOptions,
  startPolicyPack,
} from "./policy";
export * from "./project";
export type * from "./provider";
export { type PropertyMap, type PropertyValue, revealMap, Secret, Unknown } from "./values";
