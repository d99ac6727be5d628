import { checksInto, isCount, type Mistake } from "../refuse";
import { type Duration, durationMistakes, toSeconds } from "../units";

interface Timing {
  /** Time between two checks, in whole seconds. @default "10s" */
  period?: Duration;
  /** How long a check may take; at most the period. @default "5s", or the period if that is shorter */
  timeout?: Duration;
  /** Failures in a row after which the instance is given up. @default what fits in 240 seconds at the start, 3 after it */
  failures?: number;
}

/** A check of an instance: an HTTP path that answers 2xx or 3xx, or a gRPC health service. */
export type Probe = Timing & ({ path: `/${string}`; grpc?: never } | { grpc: string; path?: never });

/** The checks of a container. */
export interface Probes {
  /** Holds back requests until the instance is ready. @default its port accepts connections */
  startup?: Probe;
  /** Restarts an instance that no longer answers. @default none */
  liveness?: Probe;
}

/** The checks of a container that nobody sends requests to: it has no port of its own, so they say which one. */
export type PortProbes = Probes & {
  /** Port that the container listens on for probes, and for nothing else from outside the instance. */
  port: number;
};

/**
 * How long an instance may take to start: Cloud Run's own bound, in short steps. Its default is one try of 240 seconds,
 * which makes a slow first start fatal (octo-sts/app#1620).
 */
const longestStart = 240;
const livenessFailures = 3;

function timing(probe: Timing, failures: (period: number) => number) {
  const periodSeconds = toSeconds(probe.period ?? "10s");
  const timeoutSeconds = probe.timeout ? toSeconds(probe.timeout) : Math.min(5, periodSeconds);
  return { periodSeconds, timeoutSeconds, failureThreshold: probe.failures ?? failures(periodSeconds) };
}

const startupTiming = (probe: Timing) => timing(probe, (period) => Math.floor(longestStart / period));
const livenessTiming = (probe: Timing) => timing(probe, () => livenessFailures);

const actionOf = (probe: Probe, port: number) =>
  probe.grpc === undefined ? { httpGet: { path: probe.path, port } } : { grpc: { service: probe.grpc, port } };

/** The probes of a container, as Cloud Run takes them. */
export function probesOf({ startup, liveness }: Probes, port: number) {
  return {
    startupProbe: startup
      ? { ...actionOf(startup, port), ...startupTiming(startup) }
      : { tcpSocket: { port }, ...startupTiming({}) },
    ...(liveness && { livenessProbe: { ...actionOf(liveness, port), ...livenessTiming(liveness) } }),
  };
}

/** Limits: cloud.google.com/run/docs/configuring/healthchecks. */
export function probeMistakes(path: string, probes: Probes): Mistake[] {
  const unknown = Object.keys(probes).filter((key) => key !== "startup" && key !== "liveness");
  return [
    ...unknown.map((key) => ({ propertyPath: `${path}.${key}`, reason: "is neither startup nor liveness" })),
    ...(probes.startup ? oneProbe(`${path}.startup`, probes.startup, startupTiming, "240s") : []),
    ...(probes.liveness ? oneProbe(`${path}.liveness`, probes.liveness, livenessTiming, "1h") : []),
  ];
}

export function portProbeMistakes(path: string, { port, ...probes }: PortProbes): Mistake[] {
  const mistakes = probeMistakes(path, probes);
  checksInto(mistakes)(isCount(port, 1, 65535), `${path}.port`, `${port} is not a port: 1 to 65535`);
  return mistakes;
}

function oneProbe(path: string, probe: Probe, timingOf: typeof startupTiming, longest: Duration): Mistake[] {
  const mistakes = [
    ...durationMistakes(`${path}.period`, probe.period ?? "10s", "1s", longest),
    ...durationMistakes(`${path}.timeout`, probe.timeout ?? "1s", "1s", longest),
  ];
  if (mistakes.length > 0) return mistakes;
  const { periodSeconds, timeoutSeconds, failureThreshold } = timingOf(probe);
  const check = checksInto(mistakes);
  check(
    timeoutSeconds <= periodSeconds,
    `${path}.timeout`,
    `${probe.timeout} is longer than the period of ${periodSeconds}s; checks would overlap`,
  );
  const counts = Number.isInteger(failureThreshold) && failureThreshold >= 1;
  check(counts, `${path}.failures`, `${probe.failures} is not a whole number from 1 on`);
  if (counts && timingOf === startupTiming)
    check(
      failureThreshold * periodSeconds <= longestStart,
      `${path}.failures`,
      `${failureThreshold} failures ${periodSeconds}s apart are more than the ${longestStart}s that a start may take`,
    );
  return mistakes;
}
