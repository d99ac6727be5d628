import * as gcp from "@pulumi/gcp";
import type * as pulumi from "@pulumi/pulumi";
import type { Environment } from "../environment";
import { automaticName } from "../naming";
import type { Mistake } from "../refuse";
import { type Overrides, transformed } from "../transform";
import { type Duration, durationMistakes, toSeconds } from "../units";

export interface RateLimit {
  /** Requests that one address may make in the time; more are answered with 429. */
  requests: number;
  /** 10s, 30s, 1m, 2m, 3m, 4m, 5m, 10m, 15m, 20m, 30m, 45m or 1h. */
  per: Duration;
}

export const defaultRateLimit: RateLimit = { requests: 1200, per: "1m" };

/** cloud.google.com/armor/docs/rate-limiting-overview */
const intervals = [10, 30, 60, 120, 180, 240, 300, 600, 900, 1200, 1800, 2700, 3600];

/**
 * Google's rule sets, at the least sensitive level: a registry's manifests and tokens look odd enough. Append only: a set's
 * place is its priority (cloud.google.com/armor/docs/waf-rules).
 */
const ruleSets = [
  "sqli-v33-stable",
  "xss-v33-stable",
  "lfi-v33-stable",
  "rfi-v33-stable",
  "rce-v33-stable",
  "scannerdetection-v33-stable",
  "protocolattack-v33-stable",
  "sessionfixation-v33-stable",
  "cve-canary",
] as const;

const everyone = { versionedExpr: "SRC_IPS_V1", config: { srcIpRanges: ["*"] } };
const lastPriority = 2147483647;

/** Refuses what the rule sets know as attacks, then slows down whoever asks too often, then lets everyone in. */
export function createFirewall(
  parent: pulumi.ComponentResource,
  environment: Environment,
  name: string,
  rateLimit: RateLimit,
  overrides: Overrides<gcp.compute.SecurityPolicyArgs> | undefined,
): gcp.compute.SecurityPolicy {
  const api = environment.foundation.api("compute.googleapis.com");
  return new gcp.compute.SecurityPolicy(
    automaticName("gcp:compute/securityPolicy:SecurityPolicy", environment.slug, name),
    transformed<gcp.compute.SecurityPolicyArgs>(
      {
        project: environment.project,
        type: "CLOUD_ARMOR",
        rules: [
          ...ruleSets.map((set, i) => ({
            priority: 1000 + 10 * i,
            action: "deny(403)",
            description: set,
            match: { expr: { expression: `evaluatePreconfiguredWaf('${set}', {'sensitivity': 1})` } },
          })),
          {
            priority: 2000,
            action: "throttle",
            description: "too many requests from one address",
            match: everyone,
            rateLimitOptions: {
              conformAction: "allow",
              exceedAction: "deny(429)",
              enforceOnKey: "IP",
              rateLimitThreshold: { count: rateLimit.requests, intervalSec: toSeconds(rateLimit.per) },
            },
          },
          { priority: lastPriority, action: "allow", description: "everyone else", match: everyone },
        ],
      },
      overrides,
    ),
    { parent, dependsOn: [api] },
  );
}

export function rateLimitMistakes({ requests, per }: RateLimit): Mistake[] {
  const mistakes = durationMistakes("rateLimit.per", per, "10s", "1h");
  if (mistakes.length === 0 && !intervals.includes(toSeconds(per)))
    mistakes.push({
      propertyPath: "rateLimit.per",
      reason: `${per} is not among ${intervals.map((s) => `${s}s`).join(", ")}`,
    });
  if (!(Number.isInteger(requests) && requests >= 1 && requests <= 1_000_000))
    mistakes.push({ propertyPath: "rateLimit.requests", reason: `${requests} is not between 1 and 1000000` });
  return mistakes;
}
