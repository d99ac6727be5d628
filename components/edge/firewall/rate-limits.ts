import { isMode, type Mode, modeMistake } from "../../mode";
import { checksInto, isCount, type Mistake } from "../../refuse";
import { type Duration, durationMistakes, toSeconds } from "../../units";
import { matchOf, type Requests, requestMistakes } from "./requests";

/** `{ requests: 10, per: "1m", by: { header: "x-api-key" }, on: { path: "/token" }, ban: "10m" }`. */
export interface RateLimit {
  /** Requests that one caller may make in the time; more are answered with 429. */
  requests: number;
  /** 10s, 30s, 1m, 2m, 3m, 4m, 5m, 10m, 15m, 20m, 30m, 45m or 1h. */
  per: Duration;
  /** What makes a caller, of up to three parts together. @default "address" */
  by?: Key | readonly Key[];
  /** Which requests are counted; a request counts at the first limit that it fits. @default all */
  on?: Requests;
  /** How long a caller that was too fast is answered with 429 whatever it does, 1m to 1d. @default it is not */
  ban?: Duration;
  /** `preview` only logs what would be answered with 429. @default "enforce" */
  mode?: Mode;
}

/** A caller without the header or cookie counts with all the others that have none. */
export type Key = keyof typeof keys | { header: string } | { cookie: string };

/** cloud.google.com/armor/docs/rate-limiting-overview#identifying_clients_for_rate_limiting */
const keys = {
  address: "IP",
  /** The first address in `X-Forwarded-For`, which a caller may write as it likes. */
  forwardedAddress: "XFF_IP",
  path: "HTTP_PATH",
  host: "SNI",
  country: "REGION_CODE",
  tlsFingerprint: "TLS_JA4_FINGERPRINT",
  /** All callers are one. */
  everyone: "ALL",
} as const;

export const defaultRateLimits: readonly RateLimit[] = [{ requests: 1200, per: "1m" }];

/** cloud.google.com/armor/docs/rate-limiting-overview */
const intervals = [10, 30, 60, 120, 180, 240, 300, 600, 900, 1200, 1800, 2700, 3600];
const mostParts = 3;

const firstPriority = 2000;
const step = 10;
/** More than anybody writes down by hand, and far below the last rule. */
const mostLimits = 50;

/** In their order. */
export function rateLimitRules(limits: readonly RateLimit[]) {
  return limits.map((limit, i) => ({
    priority: firstPriority + step * i,
    action: limit.ban ? "rate_based_ban" : "throttle",
    description: `${limit.requests} requests in ${limit.per}`,
    ...(limit.mode === "preview" && { preview: true }),
    match: matchOf(limit.on),
    rateLimitOptions: {
      conformAction: "allow",
      exceedAction: "deny(429)",
      ...keyOf(partsOf(limit)),
      rateLimitThreshold: { count: limit.requests, intervalSec: toSeconds(limit.per) },
      ...(limit.ban && { banDurationSec: toSeconds(limit.ban) }),
    },
  }));
}

function partsOf({ by = "address" }: RateLimit): readonly Key[] {
  return Array.isArray(by) ? by : [by as Key];
}

function keyOf(parts: readonly Key[]) {
  const [only, ...others] = parts.map(typeAndName);
  if (only && others.length === 0)
    return { enforceOnKey: only.type, ...("name" in only && { enforceOnKeyName: only.name }) };
  return {
    enforceOnKeyConfigs: parts.map(typeAndName).map((part) => ({
      enforceOnKeyType: part.type,
      ...("name" in part && { enforceOnKeyName: part.name }),
    })),
  };
}

function typeAndName(key: Key): { type: string; name?: string } {
  if (typeof key === "string") return { type: keys[key] };
  return "header" in key ? { type: "HTTP_HEADER", name: key.header } : { type: "HTTP_COOKIE", name: key.cookie };
}

export function rateLimitMistakes(at: string, limits: readonly RateLimit[]): Mistake[] {
  const mistakes: Mistake[] = [];
  const check = checksInto(mistakes);
  check(isCount(limits.length, 1, mostLimits), at, `has ${limits.length} limits; 1 to ${mostLimits} are taken`);
  limits.forEach((limit, i) => {
    mistakes.push(...oneMistakes(`${at}[${i}]`, limit));
    // The first rule that a request fits decides, and a limit that it keeps lets it in (conformAction).
    const first = limits.slice(0, i).findIndex((earlier) => earlier.on === undefined);
    check(first < 0, `${at}[${i}]`, `is never asked: ${at}[${first}] counts every request; put the one with on first`);
  });
  return mistakes;
}

function oneMistakes(at: string, limit: RateLimit): Mistake[] {
  const { requests, per, on, ban, mode } = limit;
  const mistakes = durationMistakes(`${at}.per`, per, "10s", "1h");
  const check = checksInto(mistakes);
  if (mistakes.length === 0)
    check(
      intervals.includes(toSeconds(per)),
      `${at}.per`,
      `${per} is not among ${intervals.map((s) => `${s}s`).join(", ")}`,
    );
  check(isCount(requests, 1, 1_000_000), `${at}.requests`, `${requests} is not between 1 and 1000000`);
  if (ban) mistakes.push(...durationMistakes(`${at}.ban`, ban, "1m", "1d"));
  if (on) mistakes.push(...requestMistakes(`${at}.on`, on));
  check(mode === undefined || isMode(mode), `${at}.mode`, modeMistake(mode));
  const parts = partsOf(limit);
  check(
    parts.length > 0 && parts.length <= mostParts,
    `${at}.by`,
    `has ${parts.length} parts; 1 to ${mostParts} are taken`,
  );
  parts.forEach((part) => {
    const ok =
      typeof part === "string" ? Object.hasOwn(keys, part) : Object.values(part).every((name) => name.length > 0);
    check(
      ok,
      `${at}.by`,
      `${JSON.stringify(part)} is none of ${Object.keys(keys).join(", ")}, { header } or { cookie }`,
    );
  });
  check(
    !parts.includes("everyone") || parts.length === 1,
    `${at}.by`,
    "counts everyone together, which goes with no other part",
  );
  check(new Set(parts.map((part) => JSON.stringify(part))).size === parts.length, `${at}.by`, "names a part twice");
  return mistakes;
}
