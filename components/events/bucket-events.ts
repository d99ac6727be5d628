import * as cloudflare from "@pulumi/cloudflare";
import * as pulumi from "@pulumi/pulumi";
import { type BucketEvent, bucketEvents } from "../../contract";
import { Component } from "../component";
import { Bucket, scopes } from "../data/bucket/bucket";
import type { TokenRotation } from "../data/periods";
import { createRotatedToken } from "../data/rotated-token";
import type { Environment } from "../environment";
import { type Capability, capability } from "../iam/capability";
import { nameMistakes, stableName } from "../naming";
import { checksInto, type Mistake, refuse } from "../refuse";
import { Cron } from "../run/cron";
import { Job } from "../run/job";
import { type EventStream, EventType, streams } from "./event-type";

export interface BucketEventsArgs {
  /** Where it stands. */
  environment: Environment;
  /** The bucket. */
  bucket: Bucket;
  /** What happened to an object. @default "written": put, copied, or its last part uploaded */
  what?: BucketEvent;
  /** Beginning of the objects' keys. @default all objects */
  prefix?: string;
  /** Program that forwards what is in the queue: `forwardBucketEvents` of `contract`, with the variables that it finds. */
  image: string;
  /** How often the token that pulls is made anew, by the first `up` of a period. @default "quarterly" */
  rotation?: TokenRotation;
}

/** R2's words (developers.cloudflare.com/r2/buckets/event-notifications#event-types). */
const actions: Readonly<Record<BucketEvent, readonly string[]>> = {
  written: ["PutObject", "CopyObject", "CompleteMultipartUpload"],
  deleted: ["DeleteObject", "LifecycleDeletion"],
};

/** "Queues Read" and "Queues Write": who acknowledges writes (developers.cloudflare.com/queues/configuration/pull-consumers). */
const permissionGroups = ["84a7755d54c646ca87cd50682a34bf7c", "366f57075ffc42689627bcf8242a1b6d"];

/** The longest and the most that a queue takes (developers.cloudflare.com/queues/platform/limits). */
const retention = 14 * 24 * 60 * 60;
const retries = 100;

let bucketStreams!: (events: BucketEvents) => EventStream;

/**
 * What happens in a bucket of R2, as events like any other: to be triggered on and recorded. Cloudflare tells it to a queue of
 * its own, out of which a job takes it every minute. That job may pull from queues, publish this type, and nothing else. What
 * could not be published for 14 days, or in a hundred tries, is kept in a second queue for 14 more.
 *
 * The account needs the paid plan of Workers: the free one keeps messages for a day. A token of Cloudflare's for queues is one
 * for all queues of an account; there is none for less.
 *
 * ```ts
 * const pushed = new BucketEvents("layers-written", { environment, bucket: layers, image: images.bucketEvents });
 * new Trigger("scan", { environment, on: pushed, to: scanner });
 * ```
 * @throws {pulumi.InputPropertiesError} naming every mistake in the arguments
 */
export class BucketEvents extends Component {
  readonly #type: EventType;

  constructor(name: string, args: BucketEventsArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse("BucketEvents", name, bucketEventsMistakes(name, args));
    super("events:BucketEvents", name, args.environment, opts);
    const { environment, what = "written", image } = args;
    this.#type = new EventType(name, { environment, declaration: bucketEvents[what] }, { parent: this });
    const { queue, consumer } = this.#createQueue(name, args);
    this.#tell(name, args, queue, consumer);
    const pulls = this.#pull(name, args, queue);
    const job = new Job(
      name,
      { environment, image, can: [pulls, this.#type.publish().as("BUCKET_EVENTS")], timeout: "5m", retries: 0 },
      { parent: this },
    );
    new Cron(name, { environment, schedule: "* * * * *", runs: job }, { parent: this });
    this.registerOutputs({});
  }

  #createQueue(name: string, { environment, bucket }: BucketEventsArgs) {
    const { cloudflareAccount: accountId, slug, deletionProtection } = environment;
    const { jurisdiction } = scopes(bucket);
    const createQueue = (key: string, ...parts: string[]) =>
      new cloudflare.Queue(
        key,
        {
          accountId,
          queueName: stableName("cloudflare:index/queue:Queue", slug, name, ...parts),
          settings: { messageRetentionPeriod: retention },
          // What is in a queue is where the bucket is.
          ...(jurisdiction !== "default" && { jurisdiction }),
        },
        { parent: this, protect: deletionProtection },
      );
    const queue = createQueue(name);
    const dead = createQueue(`${name}/dead`, "dead");
    const consumer = new cloudflare.QueueConsumer(
      name,
      {
        accountId,
        queueId: queue.queueId,
        type: "http_pull",
        deadLetterQueue: dead.queueName,
        settings: { maxRetries: retries },
      },
      { parent: this },
    );
    return { queue, consumer };
  }

  #tell(name: string, args: BucketEventsArgs, queue: cloudflare.Queue, consumer: cloudflare.QueueConsumer): void {
    const { environment, bucket, what = "written", prefix } = args;
    const scope = scopes(bucket);
    new cloudflare.R2BucketEventNotification(
      name,
      {
        accountId: environment.cloudflareAccount,
        bucketName: scope.bucketName,
        jurisdiction: scope.jurisdiction,
        queueId: queue.queueId,
        rules: [{ actions: [...actions[what]], ...(prefix !== undefined && { prefix }) }],
      },
      { parent: this, dependsOn: [scope.bucket, consumer] },
    );
  }

  /** Gives `BUCKET_EVENTS_QUEUE`, the queue's address, and `BUCKET_EVENTS_TOKEN`, to the job alone. */
  #pull(
    name: string,
    { environment, rotation = "quarterly" }: BucketEventsArgs,
    queue: cloudflare.Queue,
  ): Capability<"grant" | "variables" | "secrets"> {
    const account = environment.cloudflareAccount;
    return capability<"grant" | "variables" | "secrets">({
      verb: "pull",
      kind: "queue",
      owner: name,
      variables: ["QUEUE", "TOKEN"],
      isOutside: true,
      grant: (principal) => {
        const resource = `com.cloudflare.api.account.${account}`;
        const purpose = { environment, name, verb: "pull", permissionGroups, resource, rotation };
        const { secret, made } = createRotatedToken(purpose, principal);
        return {
          before: made,
          variables: {
            QUEUE: () =>
              pulumi.interpolate`https://api.cloudflare.com/client/v4/accounts/${account}/queues/${queue.queueId}`,
          },
          secrets: { TOKEN: secret },
        };
      },
    }).as("BUCKET_EVENTS");
  }

  static {
    bucketStreams = (events) => streams(events.#type);
  }
}

export { bucketStreams };

function bucketEventsMistakes(name: string, args: BucketEventsArgs): Mistake[] {
  const { bucket, what = "written", prefix, image, rotation = "quarterly" } = args;
  const mistakes = nameMistakes(name);
  const check = checksInto(mistakes);
  check(bucket instanceof Bucket, "bucket", "is not a Bucket; give the bucket itself");
  check(
    Object.hasOwn(actions, what),
    "what",
    `${JSON.stringify(what)} is not among ${Object.keys(actions).join(", ")}`,
  );
  check(prefix !== "", "prefix", "is empty; leave it out for all objects");
  check(typeof image === "string" && image !== "", "image", "is missing; give the image of the program that forwards");
  check(
    rotation === "monthly" || rotation === "quarterly",
    "rotation",
    `${JSON.stringify(rotation)} is neither "monthly" nor "quarterly"`,
  );
  return mistakes;
}
