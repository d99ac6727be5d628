/** Faults as they are written on a command line, and as they are told. */
import { nearestName } from "../nearest-name";
import { resourceType, resourceTypes } from "./catalogue";
import { UnreadableFault } from "./errors";
import type { Fault } from "./faults";

const form = "OPERATION[:TYPE-or-NAME][#N]=once|always|kill|kill-after";
const examples = "create#3=once, delete:gcp:pubsub/topic:Topic=always or update:registry=kill";

/** The number stands last before the equals sign, so that a name may hold whatever it likes. */
const written = /^(create|read|update|delete)(?::(.+?))?(?:#([1-9]\d*))?=(once|always|kill|kill-after)$/;

const effects: Record<string, Pick<Fault, "times" | "kill">> = {
  once: {},
  always: { times: Number.POSITIVE_INFINITY },
  kill: { kill: "before" },
  "kill-after": { kill: "after" },
};

/** @throws UnreadableFault with the form and examples of it */
export function parseFault(text: string): Fault {
  const [, operation, of, nth, effect] = written.exec(text) ?? [];
  if (operation === undefined || effect === undefined)
    throw new UnreadableFault(`${JSON.stringify(text)} is not ${form}: write it as in ${examples}`);
  return {
    operation: operation as Fault["operation"],
    ...(of !== undefined && selector(of)),
    ...(nth !== undefined && { nth: Number(nth) }),
    ...effects[effect],
  };
}

/** What has the form of a type token is one. */
function selector(text: string): Pick<Fault, "type" | "name"> {
  if (!/^[^:]+:[^:]*:[^:]+$/.test(text)) return { name: text };
  if (resourceType(text)) return { type: text };
  const tokens = resourceTypes().map(({ token }) => token);
  const meant = nearestName(text, tokens);
  throw new UnreadableFault(
    `the local cloud has no resource type ${text}${meant ? `; did you mean ${meant}?` : ": see local/cloud/catalogue"}`,
  );
}

/** As in `create #3 fails once`. */
export function faultText({ operation, type, name, nth, times = 1, kill }: Fault): string {
  const of = [name, type].filter((part) => part !== undefined).join(" ");
  const which = `${operation}${of === "" ? "" : ` of ${of}`}${nth === undefined ? "" : ` #${nth}`}`;
  if (kill) return `the process is killed ${kill} ${which}${kill === "after" ? ", before the engine knows" : ""}`;
  if (times === Number.POSITIVE_INFINITY)
    return `${which} ${nth === undefined ? "always fails" : "and all later fail"}`;
  return `${which} fails ${times === 1 ? "once" : `${times} times`}`;
}
