import assert from "node:assert/strict";
import { Bucket, type BucketArgs, BucketEvents, type BucketEventsArgs, Environment } from "../../components";
import { bucketEvents } from "../../contract";
import { type Declared, declare, developer, production } from "../support/declare";

const image = `europe-docker.pkg.dev/registry-shared/images/bucket-events@sha256:${"ab".repeat(32)}`;

const declared = (more: Partial<BucketEventsArgs> = {}, bucket: Partial<BucketArgs> = {}, args = developer) =>
  declare(() => {
    const environment = new Environment("environment", args);
    const layers = new Bucket("layers", { environment, ...bucket });
    new BucketEvents("layers-written", { environment, bucket: layers, image, ...more });
  });

const of = (all: Declared[], type: string) => all.filter((one) => one.type === type);
const only = (all: Declared[], type: string): Declared => {
  const [first, ...others] = of(all, type);
  assert.ok(first && others.length === 0, `${type}: ${others.length + 1}`);
  return first;
};

/** The account of the job. */
const jobMember = (all: Declared[]): string => {
  const account = of(all, "gcp:serviceaccount/account:Account").find(({ inputs }) => /^job-/.test(inputs.accountId));
  return `serviceAccount:${account?.inputs.accountId}@project.iam.gserviceaccount.com`;
};

const queue = "cloudflare:index/queue:Queue";
const consumer = "cloudflare:index/queueConsumer:QueueConsumer";
const notification = "cloudflare:index/r2BucketEventNotification:R2BucketEventNotification";
const token = "cloudflare:index/accountToken:AccountToken";

describe("BucketEvents", () => {
  it("queue: is pulled over HTTP, keeps what it can for as long as it can, and its dead letters too", async () => {
    const all = await declared();
    assert.deepEqual(
      of(all, queue).map(({ inputs }) => [inputs.queueName, inputs.settings, inputs.jurisdiction]),
      [
        ["layers-written-dev-ada-1ded047f53", { messageRetentionPeriod: 1209600 }, undefined],
        ["layers-written-dead-dev-ada-68f989ef01", { messageRetentionPeriod: 1209600 }, undefined],
      ],
    );
    const { type, settings, deadLetterQueue } = only(all, consumer).inputs;
    assert.deepEqual(
      [type, settings, deadLetterQueue],
      ["http_pull", { maxRetries: 100 }, "layers-written-dead-dev-ada-68f989ef01"],
    );
  });

  it("notification: tells of what was written, once there is a consumer", async () => {
    const { inputs, dependsOn } = only(await declared(), notification);
    assert.equal(inputs.bucketName, "layers-dev-ada");
    assert.deepEqual(inputs.rules, [{ actions: ["PutObject", "CopyObject", "CompleteMultipartUpload"] }]);
    assert.ok(dependsOn.includes("layers") && dependsOn.includes("layers-written"));
  });

  it("notification: of what was deleted, below a prefix, in a jurisdiction, which the queues have too", async () => {
    const all = await declared({ what: "deleted", prefix: "tmp/" }, { jurisdiction: "eu" });
    const { inputs } = only(all, notification);
    assert.deepEqual(inputs.rules, [{ actions: ["DeleteObject", "LifecycleDeletion"], prefix: "tmp/" }]);
    assert.deepEqual(
      [inputs.jurisdiction, ...of(all, queue).map((one) => one.inputs.jurisdiction)],
      ["eu", "eu", "eu"],
    );
  });

  it("token: for queues, with an end, in Secret Manager for the job alone", async () => {
    const all = await declared();
    const tokens = of(all, token);
    assert.equal(tokens.length, 2, "of this period and of the one before");
    for (const { inputs } of tokens) {
      const [policy] = inputs.policies;
      assert.deepEqual(Object.keys(JSON.parse(policy.resources)), [
        `com.cloudflare.api.account.${developer.cloudflareAccount}`,
      ]);
      assert.match(inputs.expiresOn, /^20\d\d-\d\d-01T00:00:00Z$/);
    }
    const { inputs } = only(all, "gcp:secretmanager/secretIamMember:SecretIamMember");
    assert.equal(inputs.role, "roles/secretmanager.secretAccessor");
    assert.equal(inputs.member, jobMember(all));
  });

  it("job: may read its token and publish the one type, and nothing else; it finds all of it in variables", async () => {
    const all = await declared();
    const member = (one: Declared) => one.inputs.member === jobMember(all);
    assert.deepEqual(
      all
        .filter(member)
        .map(({ type, inputs }) => [type.split(":").at(-1), inputs.role])
        .sort(),
      [
        ["IAMMember", "projects/project/roles/flotilla_observe_c0ffee"],
        ["SecretIamMember", "roles/secretmanager.secretAccessor"],
        ["TopicIAMMember", "roles/pubsub.publisher"],
      ],
    );
    const [container] = only(all, "gcp:cloudrunv2/job:Job").inputs.template.template.containers;
    assert.deepEqual(
      container.envs
        .map(({ name }: { name: string }) => name)
        .filter((name: string) => name.startsWith("BUCKET_EVENTS"))
        .sort(),
      ["BUCKET_EVENTS_QUEUE", "BUCKET_EVENTS_TOKEN", "BUCKET_EVENTS_TOPIC"],
    );
    assert.equal(only(all, "gcp:cloudscheduler/job:Job").inputs.schedule, "* * * * *");
  });

  it("job: reaches the queue, which is outside the network", async () => {
    const { template } = only(await declared(), "gcp:cloudrunv2/job:Job").inputs;
    assert.equal(template.template.vpcAccess.egress, "PRIVATE_RANGES_ONLY");
  });

  it("topic: has the schema of the declared event", async () => {
    const { inputs } = only(await declared(), "gcp:pubsub/schema:Schema");
    for (const { name } of bucketEvents.written.fields) assert.match(inputs.definition, new RegExp(` ${name} = \\d+;`));
  });

  it("production: its queues are protected", async () => {
    const all = await declared({}, {}, { ...production, alerts: ["oncall@example.dev"] });
    assert.deepEqual(
      of(all, queue).map(({ protect }) => protect),
      [true, true],
    );
  });

  it("mistakes: all of them at once, before anything is made", async () => {
    const wrong = { bucket: "layers", what: "renamed", prefix: "", image: "", rotation: "weekly" } as never;
    await assert.rejects(declared(wrong), (error: Error) => {
      for (const path of ["bucket", "what", "prefix", "image", "rotation"])
        assert.match(error.message, new RegExp(`\\b${path}\\b`));
      return true;
    });
  });
});
