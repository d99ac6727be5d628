import type { Mistake } from "../refuse";
import { type Duration, durationMistakes, toSeconds } from "../units";

interface Timing {
  /** Time between two checks. @default "10s" */
  period?: Duration;
  /** How long a check may take; at most the period. @default "5s" */
  timeout?: Duration;
  /** Failures in a row after which the instance is given up. @default 24 at the start, 3 after it */
  failures?: number;
}

/** A check of an instance: an HTTP path that answers 2xx or 3xx, or a gRPC health service. */
export type Probe = Timing & ({ path: `/${string}`; grpc?: never } | { grpc: string; path?: never });

export interface Probes {
  /** Holds back requests until the instance is ready. @default its port accepts connections */
  startup?: Probe;
  /** Restarts an instance that no longer answers. @default none */
  liveness?: Probe;
}

/**
 * Four minutes to start in short steps. Cloud Run's own default is one try of 240 seconds, which makes a slow first start
 * fatal (octo-sts/app#1620).
 */
const startupFailures = 24;
const livenessFailures = 3;

const timing = (probe: Timing, failures: number) => ({
  periodSeconds: toSeconds(probe.period ?? "10s"),
  timeoutSeconds: toSeconds(probe.timeout ?? "5s"),
  failureThreshold: probe.failures ?? failures,
});

const check = (probe: Probe, port: number) =>
  probe.grpc === undefined ? { httpGet: { path: probe.path, port } } : { grpc: { service: probe.grpc, port } };

/** The probes of a container, as Cloud Run takes them. */
export function probesOf(probes: Probes, port: number) {
  const { startup, liveness } = probes;
  return {
    startupProbe: startup
      ? { ...check(startup, port), ...timing(startup, startupFailures) }
      : { tcpSocket: { port }, ...timing({}, startupFailures) },
    ...(liveness && { livenessProbe: { ...check(liveness, port), ...timing(liveness, livenessFailures) } }),
  };
}

/** Limits: cloud.google.com/run/docs/configuring/healthchecks. */
export function probeMistakes(probes: Probes): Mistake[] {
  return Object.entries(probes).flatMap(([key, probe]: [string, Probe | undefined]) => {
    if (!probe) return [];
    const path = `probes.${key}`;
    const mistakes = [
      ...durationMistakes(`${path}.period`, probe.period ?? "10s", "1s", key === "startup" ? "240s" : "1h"),
      ...durationMistakes(`${path}.timeout`, probe.timeout ?? "5s", "1s", key === "startup" ? "240s" : "1h"),
    ];
    if (mistakes.length === 0 && toSeconds(probe.timeout ?? "5s") > toSeconds(probe.period ?? "10s"))
      mistakes.push({ propertyPath: `${path}.timeout`, reason: "is longer than the period; checks would overlap" });
    if (probe.failures !== undefined && !(Number.isInteger(probe.failures) && probe.failures >= 1))
      mistakes.push({ propertyPath: `${path}.failures`, reason: `${probe.failures} is not a whole number from 1 on` });
    return mistakes;
  });
}
