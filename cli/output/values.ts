/** Values for people: nested ones as an outline, texts in quotes. */
import { secretText, unknownText } from "../../local";
import { isMap } from "./is-map";

const indentation = "    ";

/** `name: value` lines of a map; maps and lists go below their name, indented. */
export function outline(values: Record<string, unknown>, indent = indentation): string[] {
  return Object.entries(values).flatMap(([name, value]) => entry(`${name}:`, value, indent));
}

function entry(label: string, value: unknown, indent: string): string[] {
  const inner = indent + indentation;
  if (Array.isArray(value) && value.length > 0)
    return [indent + label, ...value.flatMap((element) => entry("-", element, inner))];
  if (isMap(value) && Object.keys(value).length > 0) return [indent + label, ...outline(value, inner)];
  return [`${indent}${label} ${scalar(value)}`];
}

/** A value on one line. What stands for a value that is not shown has no quotes. */
export function scalar(value: unknown): string {
  return value === secretText || value === unknownText ? value : (JSON.stringify(value) ?? "undefined");
}
