import type { Inputs } from "@pulumi/pulumi";
import { type Declare, type Declared, type Program, project, type RuleCase, region } from "./kit";

const text = (name: string, type = "STRING", mode = "NULLABLE") => ({ name, type, mode });

const metadata = [
  text("subscription_name"),
  text("message_id"),
  text("publish_time", "TIMESTAMP"),
  text("attributes", "JSON"),
];

const table = (declare: Declare, columns: object[], inputs: Inputs = {}): Declared => {
  const events = declare("bigquery/dataset:Dataset", "events", { datasetId: "events", location: region });
  return declare("bigquery/table:Table", "pulls", {
    datasetId: events.datasetId,
    tableId: "pulls",
    deletionProtection: false,
    schema: JSON.stringify(columns),
    ...inputs,
  });
};

const topic = (declare: Declare, inputs: Inputs = {}) =>
  declare("pubsub/topic:Topic", "events", { name: "events", ...inputs });

const subscribe = (declare: Declare, to: Declared, config: Inputs, dependsOn: Declared[]) =>
  declare(
    "pubsub/subscription:Subscription",
    "pulls",
    { topic: to.id, bigqueryConfig: { table: `${project}.events.pulls`, ...config } },
    { dependsOn },
  );

/** Pub/Sub's agent with a role on the table. */
const writes = (declare: Declare, role: string, pulls: Declared) => {
  const agent = declare("projects/serviceIdentity:ServiceIdentity", "pubsub", { service: "pubsub.googleapis.com" });
  const on = { datasetId: "events", tableId: pulls.tableId, role, member: agent.member };
  return declare("bigquery/iamMember:IamMember", "writes", on);
};

const written =
  (columns: object[], config: Inputs = {}, role = "roles/bigquery.dataEditor"): Program =>
  (declare) =>
    subscribe(declare, topic(declare), config, [writes(declare, role, table(declare, columns))]);

/** The same from a topic with a schema. */
const mapped =
  (fields: object[], columns: object[], config: Inputs = {}): Program =>
  (declare) => {
    const event = declare("pubsub/schema:Schema", "event", {
      name: "event",
      type: "AVRO",
      definition: JSON.stringify({ type: "record", name: "Event", fields }),
    });
    const events = topic(declare, { schemaSettings: { schema: event.id, encoding: "JSON" } });
    const writer = writes(declare, "roles/bigquery.dataEditor", table(declare, columns));
    subscribe(declare, events, { useTopicSchema: true, ...config }, [writer]);
  };

/** The same, with a schema of protocol buffers. */
const typed =
  (fields: string, columns: object[], config: Inputs = {}, settings: Inputs = { encoding: "JSON" }): Program =>
  (declare) => {
    const event = declare("pubsub/schema:Schema", "event", {
      name: "event",
      type: "PROTOCOL_BUFFER",
      definition: `syntax = "proto2"; message Event { ${fields} }`,
    });
    const events = topic(declare, { schemaSettings: { schema: event.id, ...settings } });
    const writer = writes(declare, "roles/bigquery.dataEditor", table(declare, columns));
    subscribe(declare, events, { useTableSchema: true, ...config }, [writer]);
  };

/** Written as an account of its own, which is on or off. */
const writtenAs =
  (disabled: boolean): Program =>
  (declare) => {
    const account = declare("serviceaccount/account:Account", "pulls", { accountId: "pulls-dev", disabled });
    const pulls = table(declare, [text("data")]);
    const grant = declare("bigquery/datasetIamMember:DatasetIamMember", "writes", {
      datasetId: pulls.datasetId,
      role: "roles/bigquery.dataEditor",
      member: account.member,
    });
    subscribe(declare, topic(declare), { serviceAccountEmail: account.email }, [pulls, grant]);
  };

/** Into a table that is partitioned by when a message was published. */
const partitioned =
  (config: Inputs): Program =>
  (declare) => {
    const byDay = { timePartitioning: { type: "DAY", field: "publish_time" } };
    const pulls = table(declare, [text("data"), ...metadata], byDay);
    subscribe(declare, topic(declare), config, [writes(declare, "roles/bigquery.dataEditor", pulls)]);
  };

/** The grant has ended, and the subscription stays. */
const unwritten: Program = (declare) => subscribe(declare, topic(declare), {}, [table(declare, [text("data")])]);

/** The table has gone. */
const tableless: Program = (declare) => subscribe(declare, topic(declare), {}, []);

const id = { name: "id", type: "string" };

export const cases: RuleCase[] = [
  {
    rule: "subscription-table-exists",
    claim: "a table that nobody made",
    broken: (declare) => subscribe(declare, topic(declare), {}, []),
    says: /Error 404: The BigQuery table or dataset specified cannot be found\., notFound/,
    repaired: written([text("data")]),
  },
  {
    rule: "subscription-writer",
    claim: "an agent that may only read the table",
    broken: written([text("data")], {}, "roles/bigquery.dataViewer"),
    says: /Error 403: Service account service-\d+@gcp-sa-pubsub\..* is missing permissions required to write to the BigQuery table: bigquery\.tables\.updateData\./,
    repaired: written([text("data")]),
  },
  {
    rule: "subscription-writer",
    claim: "an account of its own without a grant",
    broken: (declare) => {
      const account = declare("serviceaccount/account:Account", "pulls", { accountId: "pulls-dev" });
      subscribe(declare, topic(declare), { serviceAccountEmail: account.email }, [table(declare, [text("data")])]);
    },
    says: /Service account pulls-dev@.* is missing permissions .*: bigquery\.tables\.get, bigquery\.tables\.updateData\./,
    repaired: writtenAs(false),
  },
  {
    rule: "subscription-schema",
    claim: "a table without a column for the message",
    broken: written([text("id")]),
    says: /Error 400: Incompatible schema: field data is missing in the BigQuery table/,
    repaired: written([text("data", "JSON")]),
  },
  {
    rule: "subscription-schema",
    claim: "a table without the columns of a message's own",
    broken: written([text("data")], { writeMetadata: true }),
    says: /Incompatible schema: field subscription_name is missing/,
    repaired: written([text("data"), ...metadata], { writeMetadata: true }),
  },
  {
    rule: "subscription-schema",
    claim: "a field of a type that its column does not take",
    broken: mapped([id], [text("id", "INTEGER")]),
    says: /Error 400: Incompatible schema type for field id: expected INT64, got STRING/,
    repaired: mapped([id], [text("id")]),
  },
  {
    rule: "subscription-schema",
    claim: "a field that may be missing in a column that must not",
    broken: mapped([{ name: "id", type: ["null", "string"] }], [text("id", "STRING", "REQUIRED")]),
    says: /Incompatible schema mode for field id: expected REQUIRED, got NULLABLE/,
    repaired: mapped([{ name: "id", type: ["null", "string"] }], [text("id")]),
  },
  {
    rule: "subscription-schema",
    claim: "a field without a column",
    broken: mapped([id, { name: "at", type: { type: "long", logicalType: "timestamp-micros" } }], [text("id")]),
    says: /Incompatible schema: field at is missing in the BigQuery table/,
    repaired: mapped([id, { name: "at", type: "long" }], [text("id")], { dropUnknownFields: true }),
  },
  {
    rule: "subscription-schema",
    claim: "the schema of a topic that has none",
    broken: written([text("id")], { useTopicSchema: true }),
    says: /Incompatible schema: topic projects\/flotilla-dev\/topics\/events has no schema to use/,
    repaired: written([text("id")], { useTableSchema: true }),
  },
  {
    rule: "subscription-schema",
    claim: "a protocol buffer's field that may be missing in a column that must not",
    broken: typed("optional string id = 1;", [text("id", "STRING", "REQUIRED")], {
      useTableSchema: false,
      useTopicSchema: true,
    }),
    says: /Incompatible schema mode for field id: expected REQUIRED, got NULLABLE/,
    repaired: typed("required string id = 1;", [text("id", "STRING", "REQUIRED")], {
      useTableSchema: false,
      useTopicSchema: true,
    }),
  },
  {
    rule: "subscription-schema",
    claim: "a protocol buffer's field of a type that its column does not take",
    broken: typed("required bool id = 1;", [text("id")], { useTableSchema: false, useTopicSchema: true }),
    says: /Incompatible schema type for field id: expected STRING, got BOOL/,
    repaired: typed("repeated fixed32 id = 1;", [text("id", "DATE", "REPEATED")], {
      useTableSchema: false,
      useTopicSchema: true,
    }),
  },
  {
    rule: "subscription-table-schema",
    claim: "a table that has not what the topic's schema has",
    broken: typed("required string id = 1; required int64 bytes = 2;", [text("id")]),
    says: /messages of its topic are not written to .*\/tables\/pulls: field bytes has no column; add one, or set dropUnknownFields/,
    repaired: typed("required string id = 1; required int64 bytes = 2;", [text("id")], { dropUnknownFields: true }),
  },
  {
    rule: "subscription-table-schema",
    claim: "a column that does not take what the topic's schema has",
    broken: typed("required bool id = 1;", [text("id")]),
    says: /field id is not written to a column of type STRING; make it BOOL/,
    repaired: typed("required double id = 1;", [text("id", "NUMERIC", "REQUIRED")]),
  },
  {
    rule: "subscription-table-schema",
    claim: "a column that must be there where a message need not have it",
    broken: typed("optional string id = 1;", [text("id", "STRING", "REQUIRED")]),
    says: /field id may be missing, and its column is REQUIRED; make it NULLABLE/,
    repaired: typed("required string id = 1;", [text("id", "STRING", "REQUIRED"), ...metadata], {
      writeMetadata: true,
    }),
  },
  {
    rule: "subscription-table-schema",
    claim: "a column that must be there and that no message has",
    broken: typed("required string id = 1;", [text("id"), text("by", "STRING", "REQUIRED")]),
    says: /column by is REQUIRED, and no message has it/,
    repaired: typed("required string id = 1;", [text("id"), text("by")]),
  },
  {
    rule: "subscription-table-schema",
    claim: "a list in a column for one, in a message within",
    broken: typed("message Of_by { repeated string id = 1; } required Of_by by = 1;", [
      { ...text("by", "RECORD"), fields: [text("id")] },
    ]),
    says: /field by\.id is a list, and its column is NULLABLE/,
    repaired: typed("message Of_by { repeated string id = 1; } required Of_by by = 1;", [
      { ...text("by", "RECORD"), fields: [text("id", "STRING", "REPEATED")] },
    ]),
  },
  {
    rule: "subscription-table-schema",
    claim: "messages that are no JSON",
    broken: typed("required string id = 1;", [text("id")], {}, { encoding: "BINARY" }),
    says: /no message is written to .*\/tables\/pulls: the topic's encoding is BINARY; set it to JSON/,
    repaired: typed("required string id = 1;", [text("id")]),
  },
  {
    rule: "subscription-partition",
    claim: "a partition by a time that is not written",
    broken: partitioned({}),
    says: /its rows have no publish_time, by which .*\/tables\/pulls is partitioned; set bigqueryConfig\.writeMetadata/,
    repaired: partitioned({ writeMetadata: true }),
  },
  {
    rule: "subscription-written",
    claim: "a grant that ends before the subscription that needs it",
    broken: [written([text("data")]), unwritten],
    says: /none of its messages are written any more: service-\d+@gcp-sa-pubsub\..* may not bigquery\.tables\.get, bigquery\.tables\.updateData on .*\/tables\/pulls/,
    repaired: [written([text("data")]), (declare) => topic(declare)],
  },
  {
    rule: "subscription-written",
    claim: "an account that is switched off while it writes",
    broken: [writtenAs(false), writtenAs(true)],
    says: /none of its messages are written any more: pulls-dev@.* has been disabled/,
    repaired: [writtenAs(false), writtenAs(false)],
  },
  {
    rule: "subscription-written",
    claim: "a table that goes before its subscription",
    broken: [written([text("data")]), tableless],
    says: /none of its messages are written any more: projects\/.*\/tables\/pulls has been deleted/,
    repaired: [written([text("data")]), () => undefined],
  },
];
