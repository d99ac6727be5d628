import * as gcp from "@pulumi/gcp";
import type * as pulumi from "@pulumi/pulumi";
import { type ObjectEvent, objectEvents } from "../../contract";
import { Component } from "../component";
import { bucketOf, Files } from "../data/files";
import type { Environment } from "../environment";
import { nameMistakes } from "../naming";
import { checksInto, type Mistake, refuse } from "../refuse";
import { createTopic, type EventStream } from "./event-type";

export interface ObjectEventsArgs {
  /** Where it stands. */
  environment: Environment;
  /** `Files`, or the name of a bucket of Cloud Storage, in the environment's project. */
  bucket: Files | pulumi.Input<string>;
  /** What happened to an object. @default "finalized": it was written, all of it */
  what?: ObjectEvent;
  /** Beginning of the objects' names. @default all objects */
  prefix?: string;
}

/** As Cloud Storage calls it (cloud.google.com/storage/docs/pubsub-notifications#events). */
const eventTypes: Readonly<Record<ObjectEvent, string>> = {
  finalized: "OBJECT_FINALIZE",
  deleted: "OBJECT_DELETE",
};

let objectStreams!: (events: ObjectEvents) => EventStream;

/**
 * What happens in a bucket of Cloud Storage, as events like any other: to be triggered on and recorded. Cloud Storage tells
 * it in words of its own, which the topic turns into an event.
 *
 * ```ts
 * const exported = new ObjectEvents("exported", { environment, bucket: files });
 * new Trigger("import", { environment, on: exported, to: importer });
 * ```
 * @throws {pulumi.InputPropertiesError} naming every mistake in the arguments
 */
export class ObjectEvents extends Component {
  readonly #stream: EventStream;

  constructor(name: string, args: ObjectEventsArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse("ObjectEvents", name, objectEventsMistakes(name, args));
    super("events:ObjectEvents", name, args.environment, opts);
    const { environment, bucket, what = "finalized", prefix } = args;
    const { project, projectNumber, propagation } = environment;
    const declaration = objectEvents[what];
    const topic = createTopic(this, environment, name, {
      messageTransforms: [{ javascriptUdf: { functionName: "toEvent", code: transform(declaration.type) } }],
    });
    const publisher = new gcp.pubsub.TopicIAMMember(
      `${name}/publish`,
      {
        project,
        topic: topic.name,
        role: "roles/pubsub.publisher",
        // Cloud Storage's own account in the project (cloud.google.com/storage/docs/projects#service-agents).
        member: `serviceAccount:service-${projectNumber}@gs-project-accounts.iam.gserviceaccount.com`,
      },
      { parent: this, hooks: propagation },
    );
    new gcp.storage.Notification(
      name,
      {
        bucket: bucket instanceof Files ? bucketOf(bucket) : bucket,
        topic: topic.id,
        payloadFormat: "JSON_API_V1",
        eventTypes: [eventTypes[what]],
        ...(prefix !== undefined && { objectNamePrefix: prefix }),
      },
      { parent: this, dependsOn: [publisher], hooks: propagation },
    );
    this.#stream = { name, environment, declaration, topic };
    this.registerOutputs({});
  }

  static {
    objectStreams = (events) => events.#stream;
  }
}

export { objectStreams };

/**
 * What the topic makes of a notification. The event's id follows from the object's generation, so that one notification
 * delivered twice is one event. Attributes become headers, so what of them is the object's name is encoded as in a URI; they
 * have 1,024 bytes at most (cloud.google.com/pubsub/quotas), as many as a name, so one that is too long for them is in the
 * data alone.
 */
function transform(type: string): string {
  return `function toEvent(message, metadata) {
  const object = JSON.parse(message.data);
  const told = message.attributes;
  const name = encodeURI(object.name);
  const subject = "objects/" + name;
  const idWith = (name) => [told.eventType, object.bucket, name, object.generation].join("/");
  const id = idWith(name).length <= 1024 ? idWith(name) : idWith(name.slice(0, 500) + "/" + name.length);
  const data = {
    bucket: object.bucket,
    name: object.name,
    generation: String(object.generation),
    size: Number(object.size),
    content_type: object.contentType || "application/octet-stream"
  };
  return {
    data: JSON.stringify(data),
    attributes: {
      "ce-specversion": "1.0",
      "ce-type": ${JSON.stringify(type)},
      "ce-id": id,
      "ce-source": "//storage.googleapis.com/projects/_/buckets/" + object.bucket,
      ...(subject.length <= 1024 && { "ce-subject": subject }),
      "ce-time": told.eventTime || metadata.publish_time,
      "Content-Type": "application/json"
    }
  };
}`;
}

function objectEventsMistakes(name: string, { what = "finalized", bucket }: ObjectEventsArgs): Mistake[] {
  const mistakes = nameMistakes(name);
  const check = checksInto(mistakes);
  const known = Object.keys(eventTypes).join(", ");
  check(Object.hasOwn(eventTypes, what), "what", `${JSON.stringify(what)} is not among ${known}`);
  check(bucket !== undefined && bucket !== "", "bucket", "is missing; give the bucket's name");
  return mistakes;
}
