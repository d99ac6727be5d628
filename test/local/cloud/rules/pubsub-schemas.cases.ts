import type { Program, RuleCase } from "./kit";

const proto =
  (definition: string): Program =>
  (declare) =>
    declare("pubsub/schema:Schema", "event", { name: "event", type: "PROTOCOL_BUFFER", definition });

const message = (fields: string, more = "") => proto(`syntax = "proto2"; message Event { ${fields} } ${more}`);

const unparsable = /Error 400: Invalid schema definition: Could not parse schema\./;
const incompatible = (reason: string) =>
  new RegExp(
    String.raw`Error 400: Compatibility checking failed to commit a schema revision for \(schema="projects/flotilla-dev/schemas/event"\)\. ` +
      String.raw`\(reason="Revision is incompatible with previous revision: [0-9a-f]{8}\. Failed with error: ${reason}"\)`,
  );

const required = "required string id = 1;";

const revisions = (count: number) =>
  Array.from({ length: count }, (_, i) =>
    message(
      [required, ...Array.from({ length: i }, (_, field) => `optional string f${field} = ${field + 2};`)].join(" "),
    ),
  );

export const cases: RuleCase[] = [
  {
    rule: "schema-definition",
    claim: "a definition that is no protocol buffer",
    broken: proto('syntax = "proto3"; message Event { string id }'),
    says: unparsable,
    repaired: proto('syntax = "proto3"; message Event { string id = 1; }'),
  },
  {
    rule: "schema-definition",
    claim: "two messages at the top",
    broken: message(required, "message Other {}"),
    says: unparsable,
    repaired: message(`${required} message Other {}`),
  },
  {
    rule: "schema-definition",
    claim: "an import",
    broken: proto('syntax = "proto3"; import "google/protobuf/timestamp.proto"; message Event { string id = 1; }'),
    says: unparsable,
    repaired: proto('syntax = "proto3"; package dev.example; message Event { string id = 1; }'),
  },
  {
    rule: "schema-definition",
    claim: "a definition in Avro that is no JSON",
    broken: (declare) => declare("pubsub/schema:Schema", "event", { name: "event", type: "AVRO", definition: "{" }),
    says: unparsable,
    repaired: (declare) => declare("pubsub/schema:Schema", "event", { name: "event", type: "AVRO", definition: "{}" }),
  },
  {
    rule: "schema-definition",
    claim: "a revision that is no protocol buffer",
    broken: [message(required), message("required string id")],
    says: unparsable,
    repaired: [message(required), message(`${required} optional int64 at = 2;`)],
  },
  {
    rule: "schema-revision",
    claim: "a required field that goes",
    broken: [message(`${required} required string by = 2;`), message(required)],
    says: incompatible("Event\\.by is required and missing in Event"),
    repaired: [message(`${required} optional string by = 2;`), message(required)],
  },
  {
    rule: "schema-revision",
    claim: "a required field that comes",
    broken: [message(required), message(`${required} required string by = 2;`)],
    says: incompatible("Event\\.by is required and missing in Event"),
    repaired: [message(required), message(`${required} optional string by = 2;`)],
  },
  {
    rule: "schema-revision",
    claim: "a field of another type",
    broken: [message("required int64 at = 1;"), message("required string at = 1;")],
    says: incompatible("Event\\.at of type string is not compatible with Event\\.at of type int64"),
    repaired: [message("required int64 at = 1;"), message("required int64 at = 1; optional string at_text = 2;")],
  },
  {
    rule: "schema-revision",
    claim: "a required field that need no longer be there",
    broken: [message(required), message("optional string id = 1;")],
    says: incompatible("Event\\.id that is optional is not compatible with Event\\.id that is required"),
    repaired: [message(required), message(required)],
  },
  {
    rule: "schema-revision",
    claim: "a field of another number",
    broken: [message("optional string id = 1;"), message("optional string id = 2;")],
    says: incompatible("Event\\.id = 2 is Event\\.id = 1"),
    repaired: [message("optional string id = 1;"), message("optional string name = 1;")],
  },
  {
    rule: "schema-revision",
    claim: "a field of a message within that changes",
    broken: [
      message("message Of_by { required string id = 1; } required Of_by by = 1;"),
      message("message Of_by { required bytes id = 1; } required Of_by by = 1;"),
    ],
    says: incompatible("Event\\.Of_by\\.id of type bytes is not compatible with Event\\.Of_by\\.id of type string"),
    repaired: [
      message("message Of_by { required string id = 1; } required Of_by by = 1;"),
      message("message Of_by { required string id = 1; optional bytes key = 2; } required Of_by by = 1;"),
    ],
  },
  {
    rule: "schema-revision",
    claim: "a value that an enumeration gets",
    broken: [
      message("enum Kind { PUSH = 0; } required Kind kind = 1;"),
      message("enum Kind { PUSH = 0; PULL = 1; } required Kind kind = 1;"),
    ],
    says: incompatible("Event\\.Kind\\.PULL = 1 is missing in Event\\.Kind"),
    repaired: [
      message("enum Kind { PUSH = 0; } required Kind kind = 1;"),
      message("enum Kind { PUSH = 0; } required Kind kind = 1; optional string other_kind = 2;"),
    ],
  },
  {
    rule: "schema-revision-count",
    claim: "one revision more than a schema has room for",
    broken: revisions(21),
    says: /Error 400: projects\/flotilla-dev\/schemas\/event has 20 revisions, and no schema has more/,
    repaired: revisions(20),
  },
];
