/** A schema's definition is parsed when the schema is made, and whenever it is given another. */
import { Refusal } from "../errors";
import type { Rule } from "../rule";
import { messageOf, UnreadableProto } from "./proto";

export class InvalidSchemaDefinition extends Refusal {
  constructor() {
    super(400, "", "Invalid schema definition: Could not parse schema.");
  }
}

export const schemaDefinition: Rule = {
  name: "schema-definition",
  demands:
    "The definition of a schema is one of its type: of a protocol buffer one message at the top, without imports; of Avro, " +
    "JSON.",
  answer: "400: Invalid schema definition: Could not parse schema.",
  sources: [
    "hashicorp/terraform-provider-google#10259",
    "https://docs.cloud.google.com/pubsub/docs/schemas (one type at the top, and no imports)",
    "what the API says of a second message or of an import was not found: it is taken to be the same",
  ],
  types: ["gcp:pubsub/schema:Schema"],
  before: ["create", "update"],
  check({ inputs: { type, definition } }) {
    try {
      if (type === "PROTOCOL_BUFFER") messageOf(definition);
      else if (type === "AVRO") JSON.parse(String(definition ?? ""));
    } catch (error) {
      if (error instanceof UnreadableProto || error instanceof SyntaxError) throw new InvalidSchemaDefinition();
      throw error;
    }
  },
};
