import type { z } from "zod";
import { type Field, fieldsOf } from "./fields";

/** A type of event: what it is called, and what its data looks like. */
export interface EventDeclaration<Data extends z.ZodObject = z.ZodObject> {
  /** As CloudEvents calls it: a domain backwards, then what happened, as in `dev.example.registry.image.pushed`. */
  readonly type: string;
  /** The schema of its data; a field that it does not have is refused. */
  readonly data: Data;
  /** What the data is made of, for the topic's schema and the table. */
  readonly fields: readonly Field[];
}

/** What an event of a declared type carries. */
export type EventData<Declaration extends EventDeclaration> = z.infer<Declaration["data"]>;

/** Columns that every table of events, or its view, has beside the data. */
export const reservedFields = [
  "subscription_name",
  "message_id",
  "publish_time",
  "attributes",
  "event_id",
  "event_source",
  "event_subject",
  "event_time",
] as const;

/**
 * Declares a type of event, once: producers, consumers, the topic and the table follow from it. Fields may be added, if they
 * are optional; anything else is another type.
 *
 * @throws {TypeError} when the type is not a name, or the data has what no topic's schema or table can hold
 */
export function declareEvent<Data extends z.ZodObject>(type: string, data: Data): EventDeclaration<Data> {
  if (!/^[a-z][a-z0-9]*(\.[a-z][a-z0-9_-]*){2,}$/.test(type))
    throw new TypeError(`${JSON.stringify(type)} is not a type such as dev.example.registry.image.pushed`);
  const fields = fieldsOf(data);
  const taken = fields.find(({ name }) => reservedFields.some((reserved) => reserved === name));
  if (taken) throw new TypeError(`data.${taken.name}: is a column of every table; call it otherwise`);
  if (fields.length === 0) throw new TypeError(`${type}: an event without data; give it at least one field`);
  return { type, data: data.strict() as unknown as Data, fields };
}
