/**
 * Names of things in the clouds, all of them. Every name is legal where it is used, tells its parts as far as the length
 * allows, and is the same for the same parts for ever. Two things of a type never get the same name, as long as all names
 * of that type are made of the same number of parts, or end in the labels of a host.
 */
import { createHash } from "node:crypto";
import { isRegion } from "../../contract";
import type { Mistake } from "../refuse";
import type { AutomaticType, NamedType, NameRule, RandomType, StableType } from "./table";
import { nameRules, rfc1035 } from "./table";

/** What is wrong with a component's own name: it becomes part of names in the cloud. */
export function nameMistakes(name: string): Mistake[] {
  if (/^[a-z]([-a-z0-9]*[a-z0-9])?$/.test(name)) return [];
  const reason = `${JSON.stringify(name)} must be lower-case letters, digits and inner dashes, a letter first`;
  return [{ propertyPath: "name", reason }];
}

/** Whether most of Google Cloud could have something of this name (RFC 1035): for what somebody else has named. */
export function isResourceName(name: string): boolean {
  return name.length <= rfc1035.longest && rfc1035.pattern.test(name);
}

/** An environment's part in names that several environments share, as in `dev-ada`, `staging`. */
export type Slug = string;

/** Hexadecimal digits of a name's hash: a clash among ten thousand shortened names is one in ten thousand. */
const hashLength = 10;
/** What the engine adds to an automatic name: `-` and seven digits. */
const automaticSuffix = 8;
/** What three random bytes add: the separator and six digits. */
const randomSuffix = 7;

/** The whole name of a thing that others find by its name. */
export function stableName(type: StableType, slug: Slug, ...parts: string[]): string {
  return compose(type, slug, parts, 0);
}

/** The logical name of a thing whose name in the cloud is this, and a suffix that the engine adds. */
export function automaticName(type: AutomaticType, slug: Slug, ...parts: string[]): string {
  return compose(type, slug, parts, automaticSuffix);
}

/** The part of a name that comes before a suffix kept in the state; the caller joins the two with the separator. */
export function randomName(type: RandomType, slug: Slug, ...parts: string[]): { stem: string; separator: string } {
  return { stem: compose(type, slug, parts, randomSuffix), separator: ruleFor(type).separator };
}

function ruleFor(type: NamedType): NameRule {
  // Types come from `NamedType`, yet a cast or plain JavaScript can pass any string.
  if (!Object.hasOwn(nameRules, type))
    throw new Error(`no naming rule for ${type}: add one to components/naming/table.ts`);
  return nameRules[type];
}

function compose(type: NamedType, slug: Slug, given: readonly string[], reserved: number): string {
  const rule = ruleFor(type);
  const all = rule.unique !== "project" ? [...given, slug] : given;
  const parts = all.map((part) => part.replaceAll("-", rule.separator));
  const longest = rule.longest - reserved;
  const plain = parts.join(rule.separator);
  const name = isPlain(plain, parts, rule, longest) ? plain : shorten(plain, parts, rule, longest);
  if (!rule.pattern.test(name))
    throw new Error(`${JSON.stringify(name)} cannot name a ${type}: it must match ${rule.pattern}`);
  return name;
}

/**
 * Whether the joined parts can stand as they are: they fit, and neither other parts nor a shortened name read the same.
 * Parts read back in one way only when all but the last are free of the separator, a region at the end apart.
 */
function isPlain(plain: string, parts: readonly string[], rule: NameRule, longest: number): boolean {
  const free = isRegion(parts.at(-1) ?? "") ? parts.slice(0, -1) : parts;
  return (
    plain.length >= rule.shortest &&
    plain.length <= longest &&
    !looksShortened(plain, rule) &&
    free.slice(0, -1).every((part) => !part.includes(rule.separator))
  );
}

const looksShortened = (name: string, rule: NameRule) =>
  new RegExp(`${rule.separator}[0-9a-f]{${hashLength}}$`).test(name);

/** As much of the name as fits, and a hash of all of its parts. */
function shorten(plain: string, parts: readonly string[], rule: NameRule, longest: number): string {
  const hash = createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, hashLength);
  const room = longest - hashLength - 1;
  const head = plain.slice(0, room).replace(/[-_.]+$/, "");
  return `${head}${rule.separator}${hash}`;
}
