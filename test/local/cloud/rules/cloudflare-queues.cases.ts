import type { Inputs } from "@pulumi/pulumi";
import type { Declare, Declared, Program, RuleCase } from "./kit";

const accountId = "0123456789abcdef0123456789abcdef";

const queue = (declare: Declare, name: string, queueName = name): Declared =>
  declare("cloudflare:index/queue:Queue", name, { accountId, queueName });

const pulls = (declare: Declare, name: string, inputs: Inputs, options = {}): Declared =>
  declare("cloudflare:index/queueConsumer:QueueConsumer", name, { accountId, type: "http_pull", ...inputs }, options);

const bucket = (declare: Declare): Declared =>
  declare("cloudflare:index/r2Bucket:R2Bucket", "layers", { accountId, name: "layers-dev" });

const tells = (declare: Declare, queueId: unknown, rules: object[], dependsOn: Declared[]): Declared =>
  declare(
    "cloudflare:index/r2BucketEventNotification:R2BucketEventNotification",
    "written",
    { accountId, bucketName: "layers-dev", queueId: queueId as string, rules },
    { dependsOn },
  );

const written = { actions: ["PutObject", "CompleteMultipartUpload"] };

/** A bucket that tells a queue, which somebody reads. */
const told =
  (rules: object[] = [written], read = true): Program =>
  (declare) => {
    const written = queue(declare, "written");
    const consumer = read ? [pulls(declare, "written", { queueId: written.queueId })] : [];
    tells(declare, written.queueId, rules, [bucket(declare), ...consumer]);
  };

export const cases: RuleCase[] = [
  {
    rule: "queue-exists",
    claim: "a consumer of a queue that nobody made",
    broken: (declare) => pulls(declare, "written", { queueId: "gone" }),
    says: /POST .*\/queues\/gone\/consumers.*404 Not Found.*"code":11000,"message":"workers\.api\.error\.queue_not_found"/,
    repaired: (declare) => pulls(declare, "written", { queueId: queue(declare, "written").queueId }),
  },
  {
    rule: "queue-exists",
    claim: "dead letters for a queue that nobody made",
    broken: (declare) =>
      pulls(declare, "written", { queueId: queue(declare, "written").queueId, deadLetterQueue: "dead" }),
    says: /404 Not Found.*workers\.api\.error\.queue_not_found/,
    repaired: (declare) =>
      pulls(declare, "written", {
        queueId: queue(declare, "written").queueId,
        deadLetterQueue: queue(declare, "dead").queueName,
      }),
  },
  {
    rule: "queue-exists",
    claim: "a bucket that tells a queue that nobody made",
    broken: (declare) => tells(declare, "gone", [written], [bucket(declare)]),
    says: /PUT .*\/event_notifications\/r2\/layers-dev\/configuration\/queues\/gone.*404 Not Found.*queue_not_found/,
    repaired: told(),
  },
  {
    rule: "queue-name-free",
    claim: "two queues of one name",
    broken: (declare) => [queue(declare, "written"), queue(declare, "again", "written")],
    says: /POST .*\/queues".*409 Conflict/,
    repaired: (declare) => [queue(declare, "written"), queue(declare, "again")],
  },
  {
    rule: "queue-consumer-once",
    claim: "two consumers of one queue",
    broken: (declare) => {
      const { queueId } = queue(declare, "written");
      pulls(declare, "again", { queueId }, { dependsOn: pulls(declare, "written", { queueId }) });
    },
    says: /"code":11004,"message":"workers\.api\.error\.consumer_exists"/,
    repaired: (declare) => pulls(declare, "written", { queueId: queue(declare, "written").queueId }),
  },
  {
    rule: "notification-rules-apart",
    claim: "two rules for the same objects",
    broken: told([
      { ...written, prefix: "a/" },
      { actions: ["PutObject"], prefix: "a/b/", suffix: ".txt" },
    ]),
    says: /400 Bad Request.*conflicting event notification rules/,
    repaired: told([
      { ...written, prefix: "a/" },
      { actions: ["PutObject"], prefix: "b/" },
      { actions: ["DeleteObject"], prefix: "a/" },
      { actions: ["CopyObject"], suffix: ".txt" },
      { actions: ["CopyObject"], suffix: ".json" },
    ]),
  },
  {
    rule: "r2-bucket-exists",
    claim: "a notification of a bucket that nobody made",
    broken: (declare) => tells(declare, queue(declare, "written").queueId, [written], []),
    says: /PUT .*\/event_notifications\/r2\/layers-dev\/.*404 Not Found.*The specified bucket does not exist/,
    repaired: told(),
  },
  {
    rule: "notification-consumed",
    claim: "a bucket that tells a queue that nobody reads",
    broken: told([written], false),
    says: /nobody reads what it writes: queue written has no consumer/,
    repaired: told(),
  },
  {
    rule: "notification-consumed",
    claim: "a queue that goes before what is written into it",
    broken: [
      told(),
      (declare, world) => {
        const [gone] = world.ofType("cloudflare:index/queue:Queue");
        tells(declare, gone?.id, [written], [bucket(declare)]);
      },
    ],
    says: /nobody is told of anything: its queue [0-9a-f]+ has been deleted/,
    repaired: [told(), () => undefined],
  },
];
