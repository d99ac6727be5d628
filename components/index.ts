/**
 * The package: what an environment is built with.
 * Belongs here: components, and what they know about the clouds. A component is its arguments, its children in the order
 * they depend on each other, its capabilities and its outputs. Nothing here reads config, and nothing is exported that
 * could make a capability or tell an address.
 */
export type { CallerCan, CallerOutputs } from "./callers/caller";
export { ForeignWorkload, type ForeignWorkloadArgs } from "./callers/foreign-workload";
export { GitHub, type GitHubArgs } from "./callers/github";
export { People, type PeopleArgs } from "./callers/people";
export { Workflow, type WorkflowArgs } from "./callers/workflow";
export { Bucket, type BucketArgs, type PublicDomain } from "./data/bucket/bucket";
export type { BucketLocation, Jurisdiction } from "./data/bucket/location";
export type { CorsRule, LifecycleRule, LockRule } from "./data/bucket/rules";
export type { CopyOf, DatabaseArgs, Migrations } from "./data/database/args";
export { Database } from "./data/database/database";
export type { Level } from "./data/database/roles";
export type { DatabaseImages } from "./data/database/roles-job";
export type { MaintenanceWindow, PostgresVersion } from "./data/database/settings";
export type { DatabaseSize } from "./data/database/size";
export { EncryptionKey, type EncryptionKeyArgs } from "./data/keys/encryption-key";
export type { PublicKey } from "./data/keys/jwk";
export { type SigningAlgorithm, SigningKey, type SigningKeyArgs } from "./data/keys/signing-key";
export type { TokenRotation } from "./data/periods";
export { Secret, type SecretArgs, type SecretSource } from "./data/secret";
export type { EdgeArgs } from "./edge/args";
export type { Cdn } from "./edge/cdn";
export { Edge } from "./edge/edge";
export type { ErrorCodes, ErrorPages, PagesOfHost } from "./edge/error-pages";
export type { FirewallArgs } from "./edge/firewall";
export type { Mode } from "./edge/firewall/mode";
export type { OwnRule } from "./edge/firewall/own-rules";
export type { Key, RateLimit } from "./edge/firewall/rate-limits";
export type { Requests } from "./edge/firewall/requests";
export type { Attack, Attacks, RuleSet } from "./edge/firewall/rule-sets";
export type { Iap } from "./edge/iap";
export type { MutualTls } from "./edge/mutual-tls";
export type { OutlierDetection } from "./edge/outliers";
export type { Case, Condition, Destination, Redirect, Route, Routes, Split } from "./edge/routes";
export { Environment, type EnvironmentArgs, environmentMistakes, type Protection } from "./environment";
export { environmentOf } from "./environment-of";
export { BucketEvents, type BucketEventsArgs } from "./events/bucket-events";
export type { EventFilter, Match } from "./events/delivery";
export { EventType, type EventTypeArgs } from "./events/event-type";
export { ObjectEvents, type ObjectEventsArgs } from "./events/object-events";
export { Recorder, type RecorderArgs } from "./events/recorder";
export { ScheduledEvent, type ScheduledEventArgs } from "./events/scheduled-event";
export { Subscription, type SubscriptionArgs } from "./events/subscription";
export { Trigger, type TriggerArgs } from "./events/trigger";
export type { ExistingNetwork } from "./foundation/existing-network";
export type { Capability, Delivery } from "./iam/capability";
export { type EdgeMode, type Kind, kindDefaults, kinds } from "./kinds";
export type { Mistake } from "./refuse";
export { imageMistakes } from "./run/container";
export { Cron, type CronArgs } from "./run/cron";
export type { Egress } from "./run/egress";
export { Anyone, type Exposure } from "./run/exposure";
export { Job, type JobArgs } from "./run/job";
export type { Later } from "./run/later";
export type { RegionalArgs } from "./run/per-region";
export type { PortProbes, Probe, Probes } from "./run/probes";
export type { Timing, Tries } from "./run/schedule";
export { Service } from "./run/service";
export type { Capacity, ServiceArgs } from "./run/service-args";
export type { SidecarArgs } from "./run/sidecars";
export type { WholeSize } from "./run/size";
export { WorkerPool, type WorkerPoolArgs } from "./run/worker-pool";
export type { Duration, Size } from "./units";
