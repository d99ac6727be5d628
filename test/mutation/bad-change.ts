/** The form of a bad change: what somebody in a hurry, or in the dark, might do to one property of a resource that is sound. */

import { isObject, type PropertyMap, type PropertyValue } from "../../local/values";
import type { Kind } from "../../policy/kind";
import type { Subject } from "./environment";

/** One that is not caught needs a reason, for all kinds of environment or for some. */
type Reasons = string | Readonly<Partial<Record<Kind, string>>>;

export interface BadChange {
  /** `ingress becomes "INGRESS_TRAFFIC_ALL"`: unique for its type. */
  title: string;
  /** What it does, in a few words. */
  harm: string;
  /** The ways to make it of this resource; none where it does not fit. */
  made(subject: Subject): Subject[];
  survives?: Reasons;
}

/** The bad changes of each type. */
export type BadChanges = Readonly<Record<string, readonly BadChange[]>>;

interface Limits {
  /** The resources of the type for which it is bad. */
  of?: (subject: Subject) => boolean;
  survives?: Reasons;
}

/** What takes the property's place; `{project}` and `{number}` in it are the environment's own. */
type Value = PropertyValue | Told;

/** One that depends on the resource, and what to call it. */
class Told {
  constructor(
    readonly text: string,
    readonly of: (subject: Subject) => PropertyValue,
  ) {}
}

export function told(text: string, of: (subject: Subject) => PropertyValue): Told {
  return new Told(text, of);
}

/** The property is taken away, wherever the pattern finds it. */
export function without(pattern: string, harm: string, limits: Limits = {}): BadChange {
  return change(`\`${pattern}\` is taken away`, harm, limits, (subject) =>
    placesOf(subject, pattern)
      .filter(({ value }) => value !== undefined)
      .map(({ keys }) => edited(subject, keys, undefined)),
  );
}

/** The property becomes another, wherever the pattern finds a place for it. */
export function becomes(pattern: string, value: Value, harm: string, limits: Limits = {}): BadChange {
  return change(`\`${pattern}\` becomes ${shown(value)}`, harm, limits, (subject) => {
    const other = valueFor(subject, value);
    return placesOf(subject, pattern)
      .filter((place) => !isSame(place.value, other))
      .map(({ keys }) => edited(subject, keys, other));
  });
}

/** A list gets one thing more, at its end. */
export function gains(pattern: string, item: Value, harm: string, limits: Limits = {}): BadChange {
  return change(`\`${pattern}\` gains ${shown(item)}`, harm, limits, (subject) => {
    const more = valueFor(subject, item);
    return placesOf(subject, pattern).map(({ keys, value }) =>
      edited(subject, keys, [...(Array.isArray(value) ? value : []), more]),
    );
  });
}

/** What is no property: an option of Pulumi's. */
export function option(title: string, other: Partial<Subject>, harm: string, limits: Limits = {}): BadChange {
  return change(title, harm, limits, (subject) => [{ ...subject, ...other }]);
}

function change(
  title: string,
  harm: string,
  { of = () => true, survives }: Limits,
  made: BadChange["made"],
): BadChange {
  return { title, harm, made: (subject) => (of(subject) ? made(subject) : []), ...(survives && { survives }) };
}

function valueFor(subject: Subject, value: Value): PropertyValue {
  if (value instanceof Told) return value.of(subject);
  const text = JSON.stringify(value).replaceAll("{project}", subject.project).replaceAll("{number}", subject.number);
  return JSON.parse(text);
}

function shown(value: Value): string {
  return value instanceof Told ? value.text : `\`${JSON.stringify(value)}\``;
}

type Key = string | number;

interface Place {
  keys: Key[];
  value: PropertyValue | undefined;
}

/** `a.b` where `a` is; `a[].b` in each element of a list. The last property need not be set. */
function placesOf({ inputs }: Subject, pattern: string): Place[] {
  let places: Place[] = [{ keys: [], value: inputs }];
  for (const step of pattern.split(/\.|(?=\[\])/))
    places = places.flatMap(({ keys, value }) => {
      if (step !== "[]") return isObject(value) ? [{ keys: [...keys, step], value: value[step] }] : [];
      return Array.isArray(value) ? value.map((element, index) => ({ keys: [...keys, index], value: element })) : [];
    });
  return places;
}

/** In the inputs and, as far as they tell of it, in the outputs. */
function edited(subject: Subject, keys: readonly Key[], value: PropertyValue | undefined): Subject {
  return {
    ...subject,
    inputs: withValue(subject.inputs, keys, value) as PropertyMap,
    outputs: withValue(subject.outputs, keys, value) as PropertyMap,
  };
}

function withValue(
  whole: PropertyValue | undefined,
  [key, ...rest]: readonly Key[],
  value: PropertyValue | undefined,
): PropertyValue | undefined {
  if (key === undefined) return value;
  if (typeof key === "number") {
    const list = Array.isArray(whole) ? whole : [];
    return list.flatMap((element, index) => (index === key ? (withValue(element, rest, value) ?? []) : [element]));
  }
  const { [key]: old, ...others } = isObject(whole) ? whole : ({} as PropertyMap);
  const changed = withValue(old, rest, value);
  return changed === undefined ? others : { ...others, [key]: changed };
}

function isSame(one: PropertyValue | undefined, other: PropertyValue): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
