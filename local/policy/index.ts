/**
 * The policy runner: starts a policy pack and asks it, over Pulumi's analyzer protocol, what it says of resources.
 * What belongs here: the pack's process, its configuration, and the translation between `../analyzer.ts` and the protocol.
 * What does not: any policy (those are a pack's), and what a violation leads to (the engine's).
 * A pack is run by the SDK's own `run-policy-pack`, so what judges here is what judges under the real engine.
 * A pack that cannot start, crashes or throws is a `PolicyPackError` with what the pack said.
 */
export { PolicyPackError } from "./errors";
export { checkPack, isPolicyPack } from "./pack-directory";
export type { PackLog } from "./pack-process";
export { type PolicyPackOptions, startPolicyPack } from "./policy-pack";
