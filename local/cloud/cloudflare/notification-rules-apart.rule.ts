/** One change of one object makes one message of one notification. */
import type { PropertyMap } from "../../values";
import type { Rule } from "../rule";
import { objectsOf, textOf, textsOf } from "../typed";
import { notificationPath, notificationType } from "./queues";
import { CloudflareRefusal } from "./refusal";

export class RulesOverlap extends CloudflareRefusal {
  constructor(inputs: PropertyMap) {
    super(`PUT ${notificationPath(inputs)}`, "400 Bad Request", 11014, "conflicting event notification rules");
  }
}

export const notificationRulesApart: Rule = {
  name: "notification-rules-apart",
  demands: "No two rules of a bucket's notification are for the same action on the same object.",
  answer: "400 Bad Request: conflicting event notification rules",
  sources: [
    "cloudflare/cloudflare-docs#17949 (the words)",
    "cloudflare/cloudflare-docs#19130 (what is in conflict)",
    "no source of the code was found: it is ours",
  ],
  types: [notificationType],
  before: ["create", "update"],
  check({ inputs }) {
    const rules = objectsOf(inputs.rules);
    if (rules.some((rule, i) => rules.slice(i + 1).some((other) => overlap(rule, other))))
      throw new RulesOverlap(inputs);
  },
};

function overlap(one: PropertyMap, other: PropertyMap): boolean {
  const [some, others] = [one, other].map(({ actions }) => textsOf(actions).map((action) => action.toLowerCase()));
  if (!some?.some((action) => others?.includes(action))) return false;
  const [prefixes, suffixes] = (["prefix", "suffix"] as const).map((key) =>
    [one, other].map((rule) => textOf(rule[key]) ?? ""),
  );
  return (
    isPart(prefixes, (text, part) => text.startsWith(part)) && isPart(suffixes, (text, part) => text.endsWith(part))
  );
}

/** Whether one of two is the beginning, or the end, of the other. */
function isPart([one = "", other = ""]: string[] = [], holds: (text: string, part: string) => boolean): boolean {
  return holds(one, other) || holds(other, one);
}
