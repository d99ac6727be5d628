/**
 * What the program and the applications share: region data, the shape of a stack's outputs, and the events.
 * Belongs here: facts and schemas that both sides must agree on. Nothing here imports Pulumi, and nothing here computes
 * anything about a deployment.
 */

export { type BucketEvent, bucketEvents } from "./events/buckets";
export { declareEvent, type EventData, type EventDeclaration, reservedFields } from "./events/declaration";
export { events } from "./events/declared";
export type { Field, FieldType } from "./events/fields";
export { type ObjectEvent, objectEvents } from "./events/objects";
export { type Forwarded, type ForwardedEvent, type ForwardOptions, forwardBucketEvents } from "./events/pull-bucket";
export { type Queue, QueueError, type QueueMessage } from "./events/queue";
export { type EnvironmentOutputs, environmentOutputs, parseOutputs } from "./outputs";
export { isRegion, nearest, type Region, regions } from "./regions";
