/**
 * The package: what an environment is built with.
 * Belongs here: components, and what they know about the clouds. A component is its arguments, its children in the order
 * they depend on each other, its capabilities and its outputs. Nothing here reads config, and nothing is exported that
 * could make a capability or tell an address.
 */
export { Edge, type EdgeArgs } from "./edge/edge";
export type { RateLimit } from "./edge/firewall";
export { Environment, type EnvironmentArgs, environmentMistakes } from "./environment";
export type { Capability, Delivery } from "./iam/capability";
export { type EdgeMode, type Kind, kindDefaults, kinds } from "./kinds";
export type { Mistake } from "./refuse";
export { imageMistakes } from "./run/container";
export { Anyone, type Exposure } from "./run/exposure";
export type { Later } from "./run/later";
export type { Probe, Probes } from "./run/probes";
export { Service, type ServiceArgs } from "./run/service";
export type { Duration, Size } from "./units";
