/** Data against its declared schema, at both ends. */
import type { EventData, EventDeclaration } from "./declaration";
import type { Field } from "./fields";
import { InvalidEventData, problemsOf, unknownField } from "./problems";

/**
 * The data as it is sent. A field that is not declared is refused, at any depth: the topic's schema would refuse it, too.
 * @throws {InvalidEventData}
 */
export function dataToSend<Declaration extends EventDeclaration>(
  declaration: Declaration,
  data: unknown,
): EventData<Declaration> {
  const { known, unknown } = split(declaration, data);
  const problems = unknown.map((path) => unknownField(path, declaration));
  const result = declaration.data.safeParse(known);
  if (!result.success) problems.push(...problemsOf(result.error, data));
  if (!result.success || problems.length > 0) throw new InvalidEventData(declaration.type, problems);
  return result.data as EventData<Declaration>;
}

/**
 * The data as it is handled. A field that is not declared is dropped: it is one that a newer producer has, and fields are
 * all that a type may gain.
 * @throws {InvalidEventData}
 */
export function dataReceived<Declaration extends EventDeclaration>(
  declaration: Declaration,
  data: unknown,
): EventData<Declaration> {
  const result = declaration.data.safeParse(split(declaration, data).known);
  if (!result.success) throw new InvalidEventData(declaration.type, problemsOf(result.error, data));
  return result.data as EventData<Declaration>;
}

/** What of the data is declared, and the places of what is not. */
function split({ fields }: EventDeclaration, data: unknown): { known: unknown; unknown: PropertyKey[][] } {
  const unknown: PropertyKey[][] = [];
  return { known: record(fields, data, []), unknown };

  function record(declared: readonly Field[], value: unknown, path: PropertyKey[]): unknown {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return value; // the schema says what it thinks of it
    const entries = Object.entries(value).flatMap(([name, inner]): [string, unknown][] => {
      const field = declared.find((one) => one.name === name);
      if (field) return [[name, ofField(field, inner, [...path, name])]];
      unknown.push([...path, name]);
      return [];
    });
    return Object.fromEntries(entries);
  }

  function ofField(field: Field, value: unknown, path: PropertyKey[]): unknown {
    if (field.type !== "record") return value;
    if (!field.repeated || !Array.isArray(value)) return record(field.fields, value, path);
    return value.map((element, i) => record(field.fields, element, [...path, i]));
  }
}
