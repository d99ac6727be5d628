/** Another definition is another revision of the schema, which must be compatible with the one before in both directions. */
import type { Enum, Field, Type } from "protobufjs";
import { Refusal } from "../errors";
import type { Rule } from "../rule";
import { isMessage, labelOf, messageIn, typeOf } from "./proto";

export class IncompatibleRevision extends Refusal {
  constructor(id: string, revision: unknown, reason: string) {
    super(
      400,
      "",
      `Compatibility checking failed to commit a schema revision for (schema="${id}"). (reason="Revision is incompatible ` +
        `with previous revision: ${revision}. Failed with error: ${reason}"). Refer to ` +
        "https://cloud.google.com/pubsub/docs/schemas for more information.",
    );
  }
}

export const schemaRevision: Rule = {
  name: "schema-revision",
  demands:
    "A new revision of a protocol buffer's schema adds or removes optional fields, and changes nothing else. Revisions of " +
    "Avro are not compared here.",
  answer:
    '400: Compatibility checking failed to commit a schema revision for (schema="…"). (reason="Revision is incompatible with ' +
    'previous revision: …. Failed with error: …")',
  sources: [
    "https://docs.cloud.google.com/pubsub/docs/commit-schema-revision (optional fields, and no others)",
    "a public question that kept the answer (an enumeration's new value)",
    "a public record of trials with Terraform (a field's type)",
    "for a field that is required, a label or a number, the end of the reason is ours",
  ],
  types: ["gcp:pubsub/schema:Schema"],
  before: ["update"],
  check({ id, inputs, existing }) {
    if (!existing || inputs.type !== "PROTOCOL_BUFFER" || existing.inputs.type !== "PROTOCOL_BUFFER") return;
    const [before, after] = [messageIn(existing.inputs.definition), messageIn(inputs.definition)];
    const reason = before && after && messageChange(before, after);
    if (reason !== undefined) throw new IncompatibleRevision(id, existing.outputs.revisionId, reason);
  },
};

const nameOf = ({ fullName }: Type | Enum | Field) => fullName.replace(/^\./, "");

/** What of the one message the other does not allow; nothing where they go together. */
function messageChange(before: Type, after: Type): string | undefined {
  for (const [some, others] of [
    [before, after],
    [after, before],
  ] as const)
    for (const field of some.fieldsArray) {
      const other = others.fields[field.name];
      if (!other && labelOf(field) !== "optional")
        return `${nameOf(field)} is ${labelOf(field)} and missing in ${nameOf(others)}`;
    }
  for (const field of before.fieldsArray) {
    const other = after.fields[field.name];
    const reason = other && fieldChange(field, other);
    if (reason !== undefined) return reason;
  }
  return undefined;
}

function fieldChange(before: Field, after: Field): string | undefined {
  if (before.id !== after.id) return `${nameOf(after)} = ${after.id} is ${nameOf(before)} = ${before.id}`;
  if (labelOf(before) !== labelOf(after))
    return `${nameOf(after)} that is ${labelOf(after)} is not compatible with ${nameOf(before)} that is ${labelOf(before)}`;
  const [old, now] = [typeOf(before), typeOf(after)];
  if (isMessage(old) && isMessage(now)) return messageChange(old, now);
  if (old && now && !isMessage(old) && !isMessage(now)) return enumChange(old, now);
  if (before.type === after.type) return undefined;
  return `${nameOf(after)} of type ${after.type} is not compatible with ${nameOf(before)} of type ${before.type}`;
}

function enumChange(before: Enum, after: Enum): string | undefined {
  for (const [some, others] of [
    [before, after],
    [after, before],
  ] as const)
    for (const [name, value] of Object.entries(some.values))
      if (others.values[name] !== value) return `${nameOf(some)}.${name} = ${value} is missing in ${nameOf(others)}`;
  return undefined;
}
