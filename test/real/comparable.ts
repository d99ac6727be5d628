/** States and events of two engines, each on a cloud of its own, without what chance and time have made of them. */
import { decodeDeployment } from "../../local/engine";
import { signatureKey, unknownValue } from "../../local/engine/marshal";
import type { EngineEvent } from "../../local/events";
import { type PropertyMap, revealMap } from "../../local/values";
import { resourceOf, resourcesOf } from "../local/conformance/normal";

/** An exported deployment, secrets in plain text: its resources by URN. */
export function comparableState(text: string): Record<string, unknown> {
  const none = { encrypt: refuse, decrypt: refuse };
  const { resources } = decodeDeployment(JSON.parse(text), none);
  const chances = resources.flatMap(({ type, urn, outputs }) =>
    type.startsWith("random:") ? chancesIn(urn, revealMap(outputs)) : [],
  );
  return Object.fromEntries(resources.map((state) => [state.urn, scrubbed(resourceOf(state), chances)]));
}

/** What was done to each resource, and what it was done for. */
export function comparableSteps(events: readonly EngineEvent[]) {
  const counts = events.findLast(({ summaryEvent }) => summaryEvent)?.summaryEvent?.resourceChanges ?? {};
  return { steps: scrubbed(resourcesOf(events), []), counts };
}

function refuse(): never {
  throw new Error("a secret was not exported in plain text");
}

type Chance = readonly [value: string, name: string];

/** What a random resource has come to, and what it is called instead. The longest comes first: others are parts of it. */
function chancesIn(urn: string, outputs: PropertyMap): Chance[] {
  return (
    ["b64Std", "b64Url", "base64", "bcryptHash", "dec", "hex", "id", "result"]
      .filter((name) => typeof outputs[name] === "string" && outputs[name] !== "none") // the id of what has none
      // Several are the same, unless a letter happens to be written differently.
      .map(
        (name): Chance => [
          String(outputs[name]),
          `[${urn.split("::").at(-1)}.${/^(b64|base64|id)/.test(name) ? "b64" : name}]`,
        ],
      )
      .sort(([a], [b]) => b.length - a.length)
  );
}

/** What a cloud or an engine makes up, by its form. */
const madeUp: readonly Chance[] | readonly (readonly [RegExp, string])[] = [
  [/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, "[uuid]"],
  [/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "[time]"],
  [/\b[0-9a-f]{36}\.\d\d?\.authorize/g, "[proof].authorize"],
  [/\b[0-9a-f]{16}(?![0-9a-f])/g, "[digest]"],
  [/-[0-9a-f]{7}(?![0-9a-z])/g, "-[name]"],
  [/\b198\.1[89]\.\d+\.\d+/g, "[address]"],
  [/\b2001:db8(:[0-9a-f]*)+/g, "[address]"],
  // Made of the name of what it belongs to, which has a random part.
  [/\b10(\.\d+){3}(?![\d/])/g, "[private address]"],
  [/^[0-9a-f]{12}$/g, "[token]"],
  [/(?<![\w-])[\w-]{43}(?![\w-])/g, "[coordinate]"],
  [/-[0-9a-f]{6}@gcp-sa-cloud-sql\b/g, "-[digest]@gcp-sa-cloud-sql"],
];

/** The mark of the served cloud, and a version that is made of a random value. */
const ofChance: ReadonlySet<string> = new Set(["__madeBy", "secretDataWoVersion"]);

function scrubbed(value: unknown, chances: readonly Chance[]): unknown {
  if (value === unknownValue) return "[unknown]";
  if (typeof value === "number") return value > 1e12 ? "[number]" : value; // a random one, or a time
  if (typeof value === "string") {
    const told = chances.reduce((text, [chance, name]) => text.replaceAll(chance, name), value);
    return (madeUp as readonly (readonly [RegExp, string])[]).reduce(
      (text, [form, name]) => text.replaceAll(form, name),
      told,
    );
  }
  if (Array.isArray(value)) return value.map((inner) => scrubbed(inner, chances));
  if (typeof value !== "object" || value === null) return value;
  if (signatureKey in value && "ciphertext" in value) return value.ciphertext;
  const kept = Object.entries(value).filter(([key, inner]) => inner !== undefined && !ofChance.has(key));
  return Object.fromEntries(kept.map(([key, inner]) => [scrubbed(key, chances), scrubbed(inner, chances)]));
}
