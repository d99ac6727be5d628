/**
 * Events of a production environment as they should be, written by hand: no component has a part in it. One type, which a
 * workload publishes, one service is pushed to, and one account records.
 */
import * as gcp from "@pulumi/gcp";
import * as pulumi from "@pulumi/pulumi";

const project = "registry-prod";
const projectNumber = "755489226627";
const region = "europe-west1";
const never = { ttl: "" };

/** What more a test may make of it. */
export interface SoundEvents {
  topic: gcp.pubsub.Topic;
  recorded: gcp.bigquery.Dataset;
  /** Runs the service that is pushed to. */
  workload: gcp.serviceaccount.Account;
  subscription: gcp.pubsub.SubscriptionArgs;
  /** Of the service that is pushed to. */
  address: string;
  made: pulumi.CustomResourceOptions;
}

export function soundEvents(): SoundEvents {
  const google = new gcp.Provider("google", { project, region });
  const enabled = ["bigquery", "iam", "pubsub", "run"].map((name) => {
    const service = `${name}.googleapis.com`;
    return new gcp.projects.Service(service, { project, service, disableOnDestroy: false }, { provider: google });
  });
  const made = { provider: google, dependsOn: enabled };
  const agent = new gcp.projects.ServiceIdentity("agent", { project, service: "pubsub.googleapis.com" }, made);
  const account = (accountId: string) => new gcp.serviceaccount.Account(accountId, { accountId, project }, made);
  const [workload, push, recorder] = [account("run-notifier"), account("push-notify"), account("record-events")];

  const schema = new gcp.pubsub.Schema(
    "pulled",
    {
      project,
      name: "pulled",
      type: "PROTOCOL_BUFFER",
      definition: 'syntax = "proto2"; message Event { required string repository = 1; }',
    },
    made,
  );
  const messageStoragePolicy = { allowedPersistenceRegions: [region] };
  const settings = { schemaSettings: { schema: schema.id, encoding: "JSON" }, messageStoragePolicy };
  const topic = new gcp.pubsub.Topic("pulled", { project, name: "pulled", ...settings }, made);
  const dead = new gcp.pubsub.Topic("dead", { project, name: "dead", messageStoragePolicy }, made);
  new gcp.pubsub.Subscription("dead", { project, topic: dead.id, expirationPolicy: never }, made);
  const forwards = new gcp.pubsub.TopicIAMMember(
    "dead/publish",
    { project, topic: dead.name, role: "roles/pubsub.publisher", member: agent.member },
    made,
  );
  new gcp.pubsub.TopicIAMMember(
    "registry/publish/pulled",
    { project, topic: topic.name, role: "roles/pubsub.publisher", member: workload.member },
    made,
  );

  const subscription = {
    project,
    topic: topic.id,
    expirationPolicy: never,
    deadLetterPolicy: { deadLetterTopic: dead.id, maxDeliveryAttempts: 10 },
  };
  const subscribe = (name: string, more: Partial<gcp.pubsub.SubscriptionArgs>, dependsOn: pulumi.Resource[]) => {
    const one = new gcp.pubsub.Subscription(
      name,
      { ...subscription, ...more },
      { ...made, dependsOn: [...enabled, forwards, ...dependsOn] },
    );
    const role = "roles/pubsub.subscriber";
    new gcp.pubsub.SubscriptionIAMMember(
      `${name}/forward`,
      { project, subscription: one.name, role, member: agent.member },
      made,
    );
  };
  const { service, grant, address } = makeReceiver(workload, push, made);
  subscribe(
    "notify",
    {
      pushConfig: {
        pushEndpoint: `${address}/events`,
        oidcToken: { serviceAccountEmail: push.email, audience: address },
      },
    },
    [service, grant],
  );
  const { recorded, table } = makeRecord(recorder, made);
  subscribe(
    "record",
    {
      bigqueryConfig: {
        table: pulumi.interpolate`${project}.${table.datasetId}.${table.tableId}`,
        useTableSchema: true,
        writeMetadata: true,
        serviceAccountEmail: recorder.email,
      },
    },
    [table],
  );
  return { topic, recorded, workload, subscription, address, made };
}

/** The service that is pushed to, and the right to call it. */
function makeReceiver(
  workload: gcp.serviceaccount.Account,
  push: gcp.serviceaccount.Account,
  made: pulumi.CustomResourceOptions,
) {
  const image = `europe-docker.pkg.dev/example/images/receiver@sha256:${"ab".repeat(32)}`;
  const service = new gcp.cloudrunv2.Service(
    "receiver",
    {
      project,
      name: "receiver",
      location: region,
      ingress: "INGRESS_TRAFFIC_INTERNAL_ONLY",
      template: {
        serviceAccount: workload.email,
        scaling: { maxInstanceCount: 1 },
        vpcAccess: { networkInterfaces: [{ subnetwork: "main" }] },
        containers: [{ image, resources: { limits: { cpu: "1", memory: "512Mi" } } }],
      },
    },
    made,
  );
  const grant = new gcp.cloudrunv2.ServiceIamMember(
    "push/call/receiver",
    { project, location: region, name: service.name, role: "roles/run.invoker", member: push.member },
    made,
  );
  return { service, grant, address: `https://receiver-${projectNumber}.${region}.run.app` };
}

function makeRecord(recorder: gcp.serviceaccount.Account, made: pulumi.CustomResourceOptions) {
  const owners = { role: "OWNER", specialGroup: "projectOwners" };
  const shown = new gcp.bigquery.Dataset(
    "shown",
    {
      project,
      datasetId: "shown",
      location: region,
      accesses: [owners, { role: "READER", groupByEmail: "analysts@example.dev" }],
    },
    { ...made, protect: true },
  );
  const recorded = new gcp.bigquery.Dataset(
    "recorded",
    {
      project,
      datasetId: "recorded",
      location: region,
      accesses: [
        owners,
        { role: "WRITER", userByEmail: recorder.email },
        { dataset: { dataset: { projectId: project, datasetId: shown.datasetId }, targetTypes: ["VIEWS"] } },
      ],
    },
    { ...made, protect: true },
  );
  const table = new gcp.bigquery.Table(
    "pulled",
    {
      project,
      datasetId: recorded.datasetId,
      tableId: "pulled",
      schema: JSON.stringify([
        { name: "subscription_name", type: "STRING", mode: "NULLABLE" },
        { name: "message_id", type: "STRING", mode: "NULLABLE" },
        { name: "publish_time", type: "TIMESTAMP", mode: "NULLABLE" },
        { name: "attributes", type: "JSON", mode: "NULLABLE" },
        { name: "repository", type: "STRING", mode: "REQUIRED" },
      ]),
      timePartitioning: { type: "DAY", field: "publish_time", expirationMs: 34560000000 },
      deletionProtection: true,
    },
    { ...made, protect: true },
  );
  return { recorded, table };
}
