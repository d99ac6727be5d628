import { isMode, type Mode, modeMistake } from "../../mode";
import { checksInto, type Mistake, tells } from "../../refuse";
import { matchOf, type Requests, requestMistakes } from "./requests";

/**
 * A rule of one's own, asked before Google's. `allow` ends the asking: such requests pass no other rule and no rate limit.
 */
export type OwnRule = ({ deny: Requests } | { allow: Requests }) & {
  /** Why, in at least three words and at most 64 characters, which is what the cloud keeps of it. */
  because: string;
  /** `preview` only logs what would happen. @default "enforce" */
  mode?: Mode;
};

const firstPriority = 100;
/** Below Google's own rules. */
const mostRules = 90;
const step = 10;
const longestReason = 64;

/** In their order. */
export function ownRules(rules: readonly OwnRule[]) {
  return rules.map((rule, i) => ({
    priority: firstPriority + step * i,
    action: "deny" in rule ? "deny(403)" : "allow",
    description: rule.because.trim(),
    ...(rule.mode === "preview" && { preview: true }),
    match: matchOf("deny" in rule ? rule.deny : rule.allow),
  }));
}

export function ownRuleMistakes(at: string, rules: readonly OwnRule[]): Mistake[] {
  const mistakes: Mistake[] = [];
  const check = checksInto(mistakes);
  check(rules.length <= mostRules, at, `has ${rules.length} rules; there is room for ${mostRules}`);
  rules.forEach((rule, i) => {
    const path = `${at}[${i}]`;
    const both = "deny" in rule && "allow" in rule;
    check(("deny" in rule || "allow" in rule) && !both, path, "says deny or allow, one of them");
    const ok = tells(rule.because) && rule.because.trim().length <= longestReason;
    check(
      ok,
      `${path}.because`,
      `${JSON.stringify(rule.because)} does not say why in at most ${longestReason} characters`,
    );
    check(rule.mode === undefined || isMode(rule.mode), `${path}.mode`, modeMistake(rule.mode));
    if ("deny" in rule) mistakes.push(...requestMistakes(`${path}.deny`, rule.deny));
    else if ("allow" in rule) mistakes.push(...requestMistakes(`${path}.allow`, rule.allow));
  });
  return mistakes;
}
