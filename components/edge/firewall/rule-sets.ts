import { isMode, type Mode, modeMistake } from "../../mode";
import { checksInto, isCount, type Mistake, tells } from "../../refuse";

/**
 * Google's rule sets. Append only: a set's place is its priority (cloud.google.com/armor/docs/waf-rules). What only finds
 * attacks on a language that one does not use finds nothing; it is off until it is named. What is `always` refuses, whatever
 * else is previewed or off: policy `edge-firewall-rules`.
 */
const ruleSets = {
  sqli: { set: "sqli-v33-stable", on: "always" },
  xss: { set: "xss-v33-stable", on: true },
  lfi: { set: "lfi-v33-stable", on: true },
  rfi: { set: "rfi-v33-stable", on: true },
  rce: { set: "rce-v33-stable", on: true },
  scanners: { set: "scannerdetection-v33-stable", on: true },
  protocol: { set: "protocolattack-v33-stable", on: true },
  sessions: { set: "sessionfixation-v33-stable", on: true },
  cves: { set: "cve-canary", on: "always" },
  methods: { set: "methodenforcement-v33-stable", on: false },
  php: { set: "php-v33-stable", on: false },
  java: { set: "java-v33-stable", on: false },
  nodejs: { set: "nodejs-v33-stable", on: false },
} as const;

export type RuleSet = keyof typeof ruleSets;

/** Rule set → what is done with what it finds, or more about it. */
export type Attacks = Readonly<{
  [S in RuleSet]?: S extends Always ? "enforce" | Attack<"enforce"> : Mode | "off" | Attack;
}>;

type Always = { [S in RuleSet]: (typeof ruleSets)[S]["on"] extends "always" ? S : never }[RuleSet];

export interface Attack<M extends Mode = Mode> {
  /** @default "enforce" */
  mode?: M;
  /** How much is found, 1 to 4: 1 is an attack almost for sure, and each level more finds more that is none. @default 1 */
  sensitivity?: number;
  /** Rules of the set that are not asked, each with the reason: `{ "owasp-crs-v030301-id942350-sqli": "tags may …" }`. */
  except?: Readonly<Record<string, string>>;
}

const firstPriority = 1000;
const step = 10;

/** The rules of all sets that are on. At the least sensitive level manifests and tokens of a registry look odd enough. */
export function attackRules(attacks: Attacks) {
  return Object.entries(ruleSets).flatMap(([name, { set, on }], i) => {
    const given = attacks[name as RuleSet] ?? (on ? "enforce" : "off");
    if (given === "off") return [];
    const { mode, sensitivity = 1, except = {} } = inFull(given);
    const optedOut = Object.keys(except).map((id) => `'${id}'`);
    const exceptions = optedOut.length > 0 ? `, 'opt_out_rule_ids': [${optedOut.join(", ")}]` : "";
    return [
      {
        priority: firstPriority + step * i,
        action: "deny(403)",
        description: set,
        ...(mode === "preview" && { preview: true }),
        match: {
          expr: { expression: `evaluatePreconfiguredWaf('${set}', {'sensitivity': ${sensitivity}${exceptions}})` },
        },
      },
    ];
  });
}

/** `off` is no mode of a rule: who may say it has been asked before. */
const inFull = (given: Mode | "off" | Attack): Attack => (typeof given === "string" ? { mode: given as Mode } : given);

/** Rules that are not asked, each with its reason. */
export function exceptionsOf(attacks: Attacks): Record<string, string> {
  return Object.fromEntries(
    Object.values(attacks).flatMap((given) => (typeof given === "string" ? [] : Object.entries(given.except ?? {}))),
  );
}

const idPattern = /^(owasp-crs|google-mrs)-v\d+-id\d+-[a-z]+$/;

export function attackMistakes(at: string, attacks: Attacks): Mistake[] {
  const mistakes: Mistake[] = [];
  const check = checksInto(mistakes);
  for (const [name, given] of Object.entries(attacks)) {
    const path = `${at}.${name}`;
    const known = Object.hasOwn(ruleSets, name);
    check(known, path, `is not a rule set; there are ${Object.keys(ruleSets).join(", ")}`);
    const always = known && ruleSets[name as RuleSet].on === "always";
    if (given === "off" && !always) continue;
    const { mode = "enforce", sensitivity = 1, except = {} } = inFull(given);
    const ok = always ? mode === "enforce" : isMode(mode);
    const form = always
      ? `is ${JSON.stringify(mode)}, and ${name} always refuses: "enforce"`
      : `${modeMistake(mode)}, nor "off"`;
    check(ok, typeof given === "string" ? path : `${path}.mode`, form);
    check(isCount(sensitivity, 1, 4), `${path}.sensitivity`, `${sensitivity} is not between 1 and 4`);
    for (const [id, reason] of Object.entries(except)) {
      const where = `${path}.except[${JSON.stringify(id)}]`;
      check(idPattern.test(id), where, "is not a rule's id, such as owasp-crs-v030301-id942350-sqli");
      check(tells(reason), where, `${JSON.stringify(reason)} does not tell a reviewer why`);
    }
  }
  return mistakes;
}
