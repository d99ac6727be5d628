/**
 * The embedded cloud: the gcp, cloudflare and random providers as data (`catalogue/`) and rules (`*.rule.ts`).
 * Belongs here: what providers check, fill in and compute, what exists, and what the real clouds refuse and a mock does
 * not, each with its source. Every service has a folder with the same file names.
 * Does not belong here: stacks, states, plans (`engine/`), policies, or any transport. It never touches a network.
 */
export { LocalCloud } from "./cloud";
export type { HandMadeChange, WorldDocument } from "./edit";
export {
  BrokenWorldFile,
  EditMistake,
  InjectedFault,
  ProviderRefusal,
  Refusal,
  UnreadableFault,
  UnsupportedFunction,
  UnsupportedType,
} from "./errors";
export { faultText, parseFault } from "./fault-text";
export type { Fault, Faults } from "./faults";
export type { Answer, Served } from "./requests/ask";
export type { TimeAndChance } from "./time-and-chance";
