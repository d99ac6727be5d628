import { type BadChanges, becomes, gains, option, told, without } from "../bad-change";
import { badMembers, badRoles, defaultAccount, having, named, people, stranger, textAt } from "./subjects";

const torn = "A developer's events are gone with the environment, and kept for a week.";
const isPush = having("pushConfig");
const isRecord = having("bigqueryConfig");
const isRecorded = having("datasetId", "events_recorded");

export const events: BadChanges = {
  "gcp:pubsub/topic:Topic": [
    without("messageStoragePolicy", "messages lie in whatever region is nearest"),
    gains("messageStoragePolicy.allowedPersistenceRegions", "us-west99", "there is no such region"),
    becomes("messageStoragePolicy.allowedPersistenceRegions", [], "messages lie nowhere"),
    without("schemaSettings", "anything can be published", {
      of: having("schemaSettings"),
      survives: { developer: "A developer tries things out, and is told." },
    }),
    becomes("schemaSettings.schema", "_deleted-schema_", "nothing can be published", { of: having("schemaSettings") }),
    becomes("schemaSettings.encoding", "BINARY", "what applications publish is refused", {
      of: having("schemaSettings"),
    }),
    becomes("name", "goog-events", "there is no such name"),
  ],
  "gcp:pubsub/topicIAMMember:TopicIAMMember": [
    ...badMembers,
    ...people,
    ...badRoles,
    becomes("role", "roles/pubsub.admin", "a publisher deletes the topic"),
    becomes("role", "roles/pubsub.editor", "a publisher deletes the topic"),
    becomes("topic", "nowhere", "there is no such topic"),
  ],
  "gcp:pubsub/schema:Schema": [
    becomes("definition", "message Event {", "it is no schema"),
    becomes("definition", 'syntax = "proto2";\n\nmessage Event {\n}\n', "tables lose what they have columns for"),
    becomes("type", "AVRO", "it is not of that form"),
  ],
  "gcp:pubsub/subscription:Subscription": [
    without("expirationPolicy", "it is deleted after 31 quiet days"),
    becomes("expirationPolicy.ttl", "86400s", "it is deleted after a quiet day"),
    becomes("topic", "projects/{project}/topics/nowhere", "nothing is delivered"),
    becomes("messageRetentionDuration", "600s", "what waits for ten minutes is lost"),
    without("deadLetterPolicy", "what cannot be handled comes again for a week, and is then lost", {
      of: having("deadLetterPolicy"),
    }),
    becomes("deadLetterPolicy.maxDeliveryAttempts", 1, "there is no second attempt", {
      of: having("deadLetterPolicy"),
    }),
    becomes("deadLetterPolicy.deadLetterTopic", "projects/{project}/topics/nowhere", "dead letters are lost", {
      of: having("deadLetterPolicy"),
    }),
    becomes(
      "pushConfig.pushEndpoint",
      "http://notifier-{number}.europe-west1.run.app/events",
      "events cross the internet in the clear",
      {
        of: isPush,
      },
    ),
    becomes("pushConfig.pushEndpoint", "https://collector.elsewhere.example/events", "events go to somebody else", {
      of: isPush,
    }),
    becomes(
      "pushConfig.pushEndpoint",
      told("a service that it may not call", (subject) =>
        textAt(subject, "pushConfig.pushEndpoint").replace("notifier", "audit"),
      ),
      "every delivery is answered 403",
      { of: isPush },
    ),
    without("pushConfig.oidcToken", "nobody knows that it is Pub/Sub who calls", { of: isPush }),
    becomes("pushConfig.oidcToken.serviceAccountEmail", defaultAccount, "it calls as the powerful account", {
      of: isPush,
    }),
    becomes(
      "pushConfig.oidcToken.serviceAccountEmail",
      told("a workload's", (subject) =>
        textAt(subject, "pushConfig.oidcToken.serviceAccountEmail").replace(/^[^@]+/, "run-iam"),
      ),
      "it calls as a workload",
      { of: isPush },
    ),
    becomes("pushConfig.oidcToken.audience", "https://elsewhere.example", "every delivery is answered 401", {
      of: isPush,
    }),
    without("bigqueryConfig.serviceAccountEmail", "Google's agent writes, as for every other subscription", {
      of: isRecord,
    }),
    becomes("bigqueryConfig.serviceAccountEmail", defaultAccount, "it writes as the powerful account", {
      of: isRecord,
    }),
    becomes(
      "bigqueryConfig.serviceAccountEmail",
      told("a workload's", (subject) =>
        textAt(subject, "bigqueryConfig.serviceAccountEmail").replace(/^[^@]+/, "run-iam"),
      ),
      "a workload may write what was recorded, or nobody",
      { of: isRecord },
    ),
    becomes("bigqueryConfig.table", "{project}.events_recorded.nowhere", "there is no such table", {
      of: isRecord,
    }),
    becomes("bigqueryConfig.useTableSchema", false, "no column is filled", { of: isRecord }),
    becomes("bigqueryConfig.writeMetadata", false, "nobody knows when it happened", { of: isRecord }),
    becomes("filter", "attributes.colour = red", "it is no filter"),
    becomes("ackDeadlineSeconds", 5, "there is no such deadline"),
  ],
  "gcp:pubsub/subscriptionIAMMember:SubscriptionIAMMember": [
    ...badMembers,
    ...people,
    ...badRoles,
    becomes("role", "roles/pubsub.admin", "a subscriber deletes what others wait for"),
    becomes("role", "roles/pubsub.viewer", "dead letters are never forwarded"),
    becomes("subscription", "nowhere", "there is no such subscription"),
  ],
  "gcp:bigquery/dataset:Dataset": [
    gains(
      "accesses",
      { role: "READER", specialGroup: "allAuthenticatedUsers" },
      "everybody with a Google account reads the events",
    ),
    gains("accesses", { role: "READER", iamMember: "allUsers" }, "the whole internet reads the events"),
    gains("accesses", { role: "READER", domain: "example.dev" }, "everybody of a company reads the events", {
      of: isRecorded,
    }),
    gains("accesses", { role: "READER", userByEmail: "mallory@example.dev" }, "one person reads the events", {
      of: isRecorded,
    }),
    gains("accesses", { role: "WRITER", specialGroup: "projectEditors" }, "every editor rewrites what was recorded", {
      of: isRecorded,
    }),
    gains(
      "accesses",
      { role: "READER", specialGroup: "projectReaders" },
      "every viewer of the project reads the events",
    ),
    gains("accesses", { role: "WRITER", userByEmail: stranger }, "a second account writes what is recorded", {
      of: isRecorded,
    }),
    gains("accesses", { role: "OWNER", userByEmail: "mallory@example.dev" }, "one person rewrites what was recorded", {
      of: isRecorded,
    }),
    without("accesses", "every editor of the project writes, every viewer reads: that is the default"),
    becomes("location", "US", "the events lie on another continent"),
    without("location", "the events lie in the United States: that is the default"),
    becomes("deleteContentsOnDestroy", true, "a teardown takes all events along", { survives: { developer: torn } }),
    becomes("defaultTableExpirationMs", 3600000, "every table is gone an hour after it was made"),
    option("protection by Pulumi is taken away", { protect: false }, "one wrong word deletes every event", {
      of: ({ protect }) => protect,
    }),
  ],
  "gcp:bigquery/table:Table": [
    becomes("deletionProtection", false, "one wrong word deletes every event of its type", {
      of: having("deletionProtection", true),
    }),
    without("timePartitioning", "every question reads all that ever happened", { of: having("timePartitioning") }),
    without("timePartitioning.expirationMs", "events are kept for ever, persons in them too", {
      of: having("timePartitioning"),
    }),
    becomes("expirationTime", 1798675200000, "the table is gone on a day that nobody remembers"),
    becomes("schema", "[]", "nothing is written", { of: having("schema") }),
    becomes("schema", '[{"name":"data","type":"STRING","mode":"NULLABLE"}]', "what is published fits no column", {
      of: having("schema"),
    }),
    becomes("view.useLegacySql", true, "its query is read as another language", { of: having("view") }),
    becomes("view.query", "SELECT * FROM `{project}.events_recorded.nowhere`", "it looks at what does not exist", {
      of: having("view"),
    }),
    becomes("deletionPolicy", "ABANDON", "it is paid for after everybody has forgotten it"),
    becomes("datasetId", "nowhere", "there is no such dataset"),
  ],
  "gcp:cloudscheduler/job:Job": [
    without("httpTarget.oauthToken", "it calls as nobody"),
    becomes("httpTarget.oauthToken.serviceAccountEmail", defaultAccount, "it calls as the powerful account"),
    becomes(
      "httpTarget.oauthToken.serviceAccountEmail",
      told("a workload's", (subject) =>
        textAt(subject, "httpTarget.oauthToken.serviceAccountEmail").replace(/^[^@]+/, "run-iam"),
      ),
      "it calls as a workload",
    ),
    becomes(
      "httpTarget.uri",
      "http://sqladmin.googleapis.com/v1/projects",
      "its token crosses the internet in the clear",
    ),
    becomes(
      "httpTarget.headers",
      { Authorization: "Bearer correct-horse-battery" },
      "whoever may look at it reads the token",
    ),
    becomes("timeZone", "Mars/Olympus", "there is no such place"),
    becomes("schedule", "every now and then", "it is no schedule"),
    becomes("paused", true, "it never runs", {
      of: named("catalog-sleep"),
      survives: "An instance that is awake at night costs money and harms nobody; review shows the cost.",
    }),
  ],
};
