/**
 * What the program and the applications share: region data, what an instance may have, the shape of a stack's outputs, and the events.
 * Belongs here: facts and schemas that both sides must agree on, and how an application publishes and receives events.
 * Nothing here imports Pulumi, and nothing here computes anything about a deployment. What is heavy is loaded when an
 * application first needs it, so that the program never does.
 */

export { type BucketEvent, bucketEvents } from "./events/buckets";
export { refusedChanges } from "./events/changes";
export { declareEvent, type EventData, type EventDeclaration, reservedFields } from "./events/declaration";
export { events } from "./events/declared";
export type { Field, FieldType } from "./events/fields";
export { type EventProblem, type Handling, on, type Reception } from "./events/handle";
export { type ObjectEvent, objectEvents } from "./events/objects";
export { type Claim, type EventIdentity, type InMemoryOptions, type Once, onceInMemory } from "./events/once";
export {
  HandledByAnother,
  type InPostgresOptions,
  type OnceInPostgres,
  onceInPostgres,
  onceInPostgresTable,
  type Queryable,
} from "./events/once-postgres";
export { InvalidEventData } from "./events/problems";
export { type EventToPublish, type Publisher, type PublisherOptions, publisher } from "./events/publisher";
export { type Forwarded, type ForwardedEvent, type ForwardOptions, forwardBucketEvents } from "./events/pull-bucket";
export { type Queue, QueueError, type QueueMessage } from "./events/queue";
export type { EventHandler, ReceivedEvent } from "./events/received";
export { type PushAnswer, type PushRequest, receiver } from "./events/receiver";
export { type Worker, type WorkerOptions, worker } from "./events/worker";
export { type Gpu, gpus, isGpu } from "./gpus";
export { isPinned } from "./images";
export {
  type Generation,
  isCpu,
  isPartOfCore,
  type Millicores,
  mebibytesOf,
  memoryOf,
  millicoresOf,
  sizeText,
  type WholeCores,
  wholeCores,
} from "./instances";
export { refusedOutputChanges } from "./outputs/changes";
export { parseOutputs, readOutputs, UnreadableOutputs } from "./outputs/read";
export { type EnvironmentOutputs, environmentOutputs } from "./outputs/schema";
export { isRegion, nearest, type Region, regions, within } from "./regions";
export { type Given, given, readVariables, VariablesMissing } from "./variables";
