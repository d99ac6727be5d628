import type * as gcp from "@pulumi/gcp";
import { checksInto, isCount, type Mistake } from "../refuse";
import { type Duration, durationMistakes, toSeconds } from "../units";

/**
 * When a region that fails is left out. A serverless endpoint group has no health check, so this is told from answers alone:
 * a region that nobody asks is never found out, and the first callers of one that fails meet its errors.
 */
export interface OutlierDetection {
  /** Answers of 5xx in a row after which a region is left out. @default 5 */
  errors?: number;
  /** How long, the first time; the nth time, n times as long. @default "3m" */
  for?: Duration;
}

/**
 * Half of the regions at the most, so that what all of them answer with an error is not made worse. Success rates are not
 * compared: that takes five hosts or more, and a region is one.
 */
export function outlierDetectionOf({ errors = 5, for: time = "3m" }: OutlierDetection) {
  return {
    consecutiveErrors: errors,
    enforcingConsecutiveErrors: 100,
    consecutiveGatewayFailure: errors,
    enforcingConsecutiveGatewayFailure: 100,
    enforcingSuccessRate: 0,
    interval: { seconds: 1 },
    baseEjectionTime: { seconds: toSeconds(time) },
    maxEjectionPercent: 50,
  } satisfies gcp.types.input.compute.BackendServiceOutlierDetection;
}

export function outlierMistakes({ errors = 5, for: time = "3m" }: OutlierDetection): Mistake[] {
  const mistakes = durationMistakes("outlierDetection.for", time, "1s", "1h");
  checksInto(mistakes)(isCount(errors, 1, 1000), "outlierDetection.errors", `${errors} is not between 1 and 1000`);
  return mistakes;
}
