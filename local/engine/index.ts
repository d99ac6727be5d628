/**
 * The engine: runs a Pulumi program and makes a cloud what it says, without the real engine.
 * What belongs here: the SDK's protocol, planning, executing, the state and its file. It means what the real engine means,
 * and what it does not do it refuses by name.
 * What does not: any resource type (that is the cloud's), projects and config files, and how results are shown.
 */
export { analyzeState, type SavedResource } from "./analyze-state";
export { ChangingState, type StateChange } from "./changes";
export { type Deployment, decodeDeployment, encodeChange, encodeDeployment } from "./checkpoint";
export type { Crypter, OpenSecrets, StateSecrets } from "./crypter";
export { destroy } from "./destroy";
export {
  type Forgetting,
  findResource,
  pendingCreates,
  refuseForeign,
  withoutOperations,
  withoutResource,
  withProtection,
} from "./edit-state";
export { EngineError, Unsupported } from "./errors";
export { BrokenStateFile, countResources, FileStateStore } from "./file-store";
export { fromStruct, toStruct, unknownValue } from "./marshal";
export type {
  CompletedStep,
  DestroyOptions,
  OperationOptions,
  OperationResult,
  Program,
  RefreshOptions,
  Refusal,
  Targets,
  UpOptions,
} from "./operation";
export { refresh } from "./refresh";
export { preview, up } from "./run";
export type { PendingOperation, ResourceState, Snapshot, StateStore } from "./state";
export { isProviderType, isRootStack, parseUrn } from "./urn";
