/**
 * An alarm on what did not happen: it hears of a job that failed, and of one that nobody started. Monitoring's own condition
 * for absence looks back 23.5 hours at most, less than a day (cloud.google.com/monitoring/quotas#alerting_limits), so the
 * condition is one of PromQL, which looks back two years (docs.cloud.google.com/monitoring/alerts/using-promql).
 */
import * as gcp from "@pulumi/gcp";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import type { Environment } from "../environment";

/** How far PromQL looks back, in seconds. */
export const longestWindow = 2 * 365 * 24 * 3600;

export interface Absence {
  /** What has to happen, in words that go on after "has not": `succeeded`. */
  what: string;
  /** A series that has a sample whenever it happened, as PromQL selects it. */
  series: pulumi.Input<string>;
  /** Seconds in which it has to happen once. */
  window: number;
  /** What whoever is told can do. */
  remedy: string;
}

/** Tells the environment's people when it has not happened for a whole window. */
export function createAbsenceAlarm(
  parent: pulumi.ComponentResource,
  environment: Environment,
  name: string,
  { what, series, window, remedy }: Absence,
  dependsOn: readonly pulumi.Resource[] = [],
): void {
  const { project, foundation, channels, labels } = environment;
  const since = createdAt(parent, name);
  // What is new has not happened yet, and nobody is told of that before it had its first window.
  const query = pulumi.interpolate`absent_over_time(${series}[${window}s]) and on() (vector(time()) > ${since} + ${window})`;
  const title = `${name} has not ${what} for ${inWords(window)}`;
  new gcp.monitoring.AlertPolicy(
    `${name}/absence`,
    {
      project,
      displayName: title,
      combiner: "OR",
      severity: "ERROR",
      // The metric is not there before the first time that it happens.
      conditions: [
        {
          displayName: title,
          conditionPrometheusQueryLanguage: { query, duration: "0s", disableMetricValidation: true },
        },
      ],
      notificationChannels: [...channels],
      documentation: { content: remedy, mimeType: "text/markdown" },
      userLabels: { ...labels },
    },
    { parent, dependsOn: [foundation.api("monitoring.googleapis.com"), ...dependsOn] },
  );
}

/** The second in which something was first declared, which the state keeps. */
function createdAt(parent: pulumi.ComponentResource, name: string): pulumi.Output<string> {
  const since = new random.RandomId(
    `${name}/since`,
    { byteLength: 3, keepers: { since: String(Math.floor(Date.now() / 1000)) } },
    { parent, ignoreChanges: ["keepers"] },
  );
  return since.keepers.apply((keepers) => keepers?.since ?? "0");
}

const units = [
  [24 * 3600, "days"],
  [3600, "hours"],
  [60, "minutes"],
] as const;

/** `90900` → `25.3 hours`; small enough to be read at night. */
export function inWords(seconds: number): string {
  const [size, unit] = units.find(([size]) => seconds >= 2 * size) ?? [60, "minutes"];
  return `${Math.round((seconds / size) * 10) / 10} ${unit}`;
}
