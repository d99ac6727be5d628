/**
 * A stand-in for Pub/Sub, for tests and for applications run on this machine: it is no Pub/Sub and never claims to be. It
 * speaks the real API over gRPC, pushes over real HTTP, and has Pub/Sub's semantics where applications rely on them: at
 * least once, deadlines and redelivery, backoff, order, dead letters, filters, schemas, and BigQuery subscriptions into
 * tables in memory.
 * What belongs here: what the client libraries and the platform use of that. What does not: anything that knows components or
 * stacks, or that decides who may do what: that is told by a guard. Whatever it has not is answered UNIMPLEMENTED; no subscription expires; and nothing is kept when
 * it is closed.
 */
export type { Clock } from "./clock";
export type { Guard, PubsubPermission } from "./guard";
export { type PubsubOptions, type PubsubStandIn, startPubsub } from "./server";
export type { Column, Row, Table } from "./tables";
