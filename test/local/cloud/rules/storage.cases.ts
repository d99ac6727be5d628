import type { Inputs } from "@pulumi/pulumi";
import type { World } from "../../../../local/cloud/world";
import { type Declare, type Program, type RuleCase, region } from "./kit";

const day = 24 * 60 * 60;
const bucketType = "gcp:storage/bucket:Bucket";

const declareBucket = (declare: Declare, inputs: Inputs = {}) =>
  declare("storage/bucket:Bucket", "logs", { name: "logs", location: region, ...inputs });

const bucket =
  (inputs: Inputs = {}): Program =>
  (declare) =>
    declareBucket(declare, inputs);

const named = (name: string): Program => bucket({ name });

/** Somebody puts objects into the bucket, or takes them out. */
function hold(world: World, contents: number): void {
  const [record] = world.ofType(bucketType);
  if (record) world.put({ ...record, contents });
}

const inProject =
  (project: string, name: string): Program =>
  (declare) =>
    declare("storage/bucket:Bucket", `of-${project}`, { project, name, location: region });

const object = { bucket: "logs", name: "first", content: "c" };

const withObject =
  (inputs: Inputs = {}): Program =>
  (declare) =>
    declare("storage/bucketObject:BucketObject", "first", object, { dependsOn: declareBucket(declare, inputs) });

/** The bucket is taken out of the program, and the object left in it. */
const objectAlone: Program = (declare) => declare("storage/bucketObject:BucketObject", "first", object);

const locked = { forceDestroy: true, retentionPolicy: { retentionPeriod: String(30 * day), isLocked: true } };

const retained = (days: number, isLocked = true) =>
  bucket({ retentionPolicy: { retentionPeriod: String(days * day), isLocked } });

/** A bucket that tells a topic of its objects, where Cloud Storage's agent may publish or not. */
const told =
  (granted: boolean): Program =>
  (declare) => {
    const topic = declare("pubsub/topic:Topic", "uploads", { name: "uploads" });
    const bucket = declareBucket(declare);
    const member = bucket.projectNumber?.apply(
      (number) => `serviceAccount:service-${number}@gs-project-accounts.iam.gserviceaccount.com`,
    );
    const grant = { topic: topic.name, role: "roles/pubsub.publisher", member };
    const dependsOn = granted ? [declare("pubsub/topicIAMMember:TopicIAMMember", "tells", grant)] : [];
    declare(
      "storage/notification:Notification",
      "uploads",
      { bucket: bucket.name, topic: topic.id, payloadFormat: "JSON_API_V1" },
      { dependsOn },
    );
  };

/** A bucket that everyone is to read, whatever it says itself. */
const opened =
  (publicAccessPrevention: string): Program =>
  (declare) =>
    declare("storage/bucketIAMMember:BucketIAMMember", "everyone", {
      bucket: declareBucket(declare, { publicAccessPrevention }).name,
      role: "roles/storage.legacyObjectReader",
      member: "allUsers",
    });

const nothing: Program = () => undefined;

export const cases: RuleCase[] = [
  {
    rule: "name-free",
    claim: "a bucket of a name that another project has",
    broken: [
      inProject("flotilla-dev", "logs"),
      (declare, world) => {
        inProject("flotilla-dev", "logs")(declare, world);
        inProject("other", "logs")(declare, world);
      },
    ],
    says: /Error 409: The requested bucket name is not available\. The bucket namespace is shared by all users of the system\. .*, conflict/,
    repaired: (declare, world) => {
      inProject("flotilla-dev", "logs")(declare, world);
      inProject("other", "other-logs")(declare, world);
    },
  },
  ...["goog-logs", "my-google-logs", "g00gle-logs", "Logs", "lo", "-logs", "10.0.0.1", "l".repeat(64)].map(
    (name): RuleCase => ({
      rule: "bucket-name",
      claim: `a bucket called ${name}`,
      broken: named(name),
      says: new RegExp(`Error 400: Invalid bucket name: '${name}', invalid`),
      repaired: named("example-logs"),
    }),
  ),
  {
    rule: "bucket-empty",
    claim: "a bucket that somebody put objects into",
    broken: [bucket(), (_declare, world) => hold(world, 2)],
    says: /Error trying to delete bucket logs without `force_destroy` set to true/,
    repaired: [
      bucket(),
      (declare, world) => {
        hold(world, 2);
        declareBucket(declare);
      },
      (_declare, world) => hold(world, 0),
    ],
  },
  {
    rule: "bucket-empty",
    claim: "a bucket whose objects nothing forces out",
    broken: [bucket(), (_declare, world) => hold(world, 2)],
    says: /Error trying to delete bucket logs without `force_destroy` set to true/,
    repaired: [bucket({ forceDestroy: true }), (_declare, world) => hold(world, 2)],
  },
  {
    rule: "bucket-empty",
    claim: "a bucket with an object of the program",
    broken: [withObject(), objectAlone],
    says: /Error trying to delete bucket logs without `force_destroy` set to true/,
    repaired: [withObject(), nothing],
  },
  {
    rule: "bucket-empty",
    claim: "a bucket that is forced while a locked policy retains its object",
    broken: [withObject(locked), objectAlone],
    says: /Bucket "logs" contains objects that have not met the retention period yet and cannot be deleted\./,
    repaired: [
      withObject(locked),
      (declare, world) => {
        world.pass(30 * day);
        return objectAlone(declare, world);
      },
    ],
  },
  {
    rule: "bucket-retention-locked",
    claim: "a locked retention made shorter",
    broken: [retained(30), retained(7)],
    says: /Error 403: Cannot reduce retention duration of a locked Retention Policy for bucket 'logs'\., forbidden/,
    repaired: [retained(30), retained(60)],
  },
  {
    rule: "bucket-public-access-prevented",
    claim: "a grant to everyone on a bucket that lets none be made",
    broken: opened("enforced"),
    says: /Error 412: The member bindings allUsers and allAuthenticatedUsers are not allowed since public access prevention is enforced\., conditionNotMet/,
    repaired: opened("inherited"),
  },
  {
    rule: "bucket-notification-published",
    claim: "an agent that may not publish to the topic",
    broken: told(false),
    says: /Error 403: The service account 'service-\d+@gs-project-accounts\..*' does not have permission to publish messages to to the Cloud Pub\/Sub topic '\/\/pubsub\.googleapis\.com\/projects\/.*\/topics\/uploads'/,
    repaired: told(true),
  },
];
