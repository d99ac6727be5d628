/** The fields of a topic's schema. */
import type { PropertyValue } from "../../values";
import { named } from "../named";
import { messageIn } from "../pubsub/proto";
import type { World } from "../world";
import { type Field, fieldsOf } from "./columns";
import { fieldsOfMessage } from "./message-fields";

/** Nothing where the schema is not there, or cannot be read. */
export function schemaFieldsOf(
  world: World,
  project: string,
  schemaName: PropertyValue | undefined,
): Field[] | undefined {
  const schema = world.get("gcp:pubsub/schema:Schema", named("schemas", schemaName, project).id);
  const { type, definition } = schema?.inputs ?? {};
  if (type === "AVRO") return fieldsOf(definition);
  if (type !== "PROTOCOL_BUFFER") return undefined;
  const message = messageIn(definition);
  return message && fieldsOfMessage(message);
}
