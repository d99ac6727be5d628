/**
 * The embedded default: an engine and a cloud on this machine, which run any Pulumi Node program without account,
 * credentials or network.
 * What belongs here: the engine, the cloud it works on, the runner of policy packs, and reading a project from disk.
 * What does not: anything that knows one program, its components or its stacks, and anything that talks to a person.
 * This door is for the command line and for tests; each room below has a door of its own. The heavy rooms are entered when
 * something of them is first used: to list stacks takes no engine, and a program can start while the cloud is still read.
 */
import type * as cloud from "./cloud";
import type * as dev from "./dev";
import type * as engine from "./engine";
import type * as policy from "./policy";
import type * as serve from "./serve";

export type { AnalyzedResource, Analyzer, PolicyInfo, Remediation, Violation } from "./analyzer";
export type { Answer, Fault, HandMadeChange, Served } from "./cloud";
export type { Dev, DevAddresses, DevOptions } from "./dev";
export type {
  Crypter,
  DestroyOptions,
  OpenSecrets,
  OperationOptions,
  OperationResult,
  RefreshOptions,
  Refusal,
  ResourceState,
  SavedResource,
  Snapshot,
  StateSecrets,
  StateStore,
  UpOptions,
} from "./engine";
export { decodeDeployment, encodeDeployment } from "./engine/checkpoint";
export {
  type Forgetting,
  findResource,
  pendingCreates,
  refuseForeign,
  withoutOperations,
  withoutResource,
  withProtection,
} from "./engine/edit-state";
export { countResources, FileStateStore } from "./engine/file-store";
export { readable, secretText, unknownText } from "./engine/marshal";
export { prepareProgram } from "./engine/program-process";
export { shownMap } from "./engine/properties";
export { containsPath, parsePath } from "./engine/property-path";
export { parsePosition, type SourceLine } from "./engine/source-lines";
export { isProviderType, isRootStack, parseUrn } from "./engine/urn";
export { type Estimate, estimate } from "./estimate";
export * from "./events";
export type { PackLog, PolicyPackOptions } from "./policy";
export { PolicyPackError } from "./policy/errors";
export { checkPack, isPolicyPack } from "./policy/pack-directory";
export { preparePack } from "./policy/pack-runner";
export * from "./project";
export type * from "./provider";
export type { ServedStack } from "./serve";
export { servedFolder } from "./serve/folder";
export { type PropertyMap, type PropertyValue, revealMap, Secret, Unknown } from "./values";

export declare const LocalCloud: typeof cloud.LocalCloud;
export type LocalCloud = cloud.LocalCloud;
export declare const UnreadableFault: typeof cloud.UnreadableFault;
export declare const faultText: typeof cloud.faultText;
export declare const parseFault: typeof cloud.parseFault;
export declare const analyzeState: typeof engine.analyzeState;
export declare const destroy: typeof engine.destroy;
export declare const preview: typeof engine.preview;
export declare const refresh: typeof engine.refresh;
export declare const up: typeof engine.up;
export declare const startPolicyPack: typeof policy.startPolicyPack;
export declare const serveStack: typeof serve.serveStack;
export declare const startDev: typeof dev.startDev;

/** What is declared above, by the room it is found in. */
const found: readonly { load: () => Record<string, unknown>; names: readonly string[] }[] = [
  { load: () => require("./cloud"), names: ["LocalCloud", "UnreadableFault", "faultText", "parseFault"] },
  { load: () => require("./engine"), names: ["analyzeState", "destroy", "preview", "refresh", "up"] },
  { load: () => require("./policy"), names: ["startPolicyPack"] },
  { load: () => require("./serve"), names: ["serveStack"] },
  { load: () => require("./dev"), names: ["startDev"] },
];
for (const { load, names } of found)
  for (const name of names) Object.defineProperty(module.exports, name, { enumerable: true, get: () => load()[name] });
