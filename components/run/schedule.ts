import * as gcp from "@pulumi/gcp";
import type * as pulumi from "@pulumi/pulumi";
import type { Environment } from "../environment";
import type { Identity } from "../iam/identity";
import { stableName } from "../naming";
import { checksInto, isCount, type Mistake } from "../refuse";
import { type Duration, durationMistakes, toSeconds } from "../units";
import { isSchedule, longestGap } from "./gaps";

/** When something is done, again and again. */
export interface Timing {
  /** Minute, hour, day of the month, month, day of the week, as cron has them: `"0 3 * * *"` is at three every night. */
  schedule: string;
  /** Name of a time zone in the tz database, in which the hours are meant. @default "Etc/UTC" */
  timeZone?: string;
}

/** Cloud Scheduler's name for what is done by the clock. */
export function schedulerName(environment: Environment, name: string): string {
  return stableName("gcp:cloudscheduler/job:Job", environment.slug, name);
}

/** What is called. */
export interface Call {
  httpMethod: "POST" | "PATCH";
  uri: pulumi.Input<string>;
  body?: object;
  /**
   * Whom the call shows its identity to: a service of ours, by its address, gets an identity token (OIDC). An API of Google's
   * gets an access token (OAuth): it takes no other, and nobody else may ever see one. @default an API of Google's
   */
  audience?: pulumi.Input<string>;
}

/** How often, and for how long, a call is tried. */
export interface Tries {
  /** How often a call that failed is repeated. @default 3 */
  retries?: number;
  /** How long an answer is waited for. @default "3m" */
  deadline?: Duration;
}

/** Calls by the clock, as an account that may do that and nothing else. */
export function createSchedule(
  parent: pulumi.ComponentResource,
  environment: Environment,
  name: string,
  { schedule, timeZone = "Etc/UTC" }: Timing,
  call: Call,
  { account }: Identity,
  dependsOn: readonly pulumi.Resource[],
  { retries = 3, deadline = "3m" }: Tries = {},
): gcp.cloudscheduler.Job {
  const { foundation, home, project, propagation } = environment;
  const serviceAccountEmail = account.email;
  return new gcp.cloudscheduler.Job(
    `${name}/schedule`,
    {
      name: schedulerName(environment, name),
      project,
      region: home,
      schedule,
      timeZone,
      httpTarget: {
        httpMethod: call.httpMethod,
        uri: call.uri,
        headers: { "Content-Type": "application/json" },
        body: Buffer.from(JSON.stringify(call.body ?? {})).toString("base64"),
        ...(call.audience === undefined
          ? { oauthToken: { serviceAccountEmail, scope: "https://www.googleapis.com/auth/cloud-platform" } }
          : { oidcToken: { serviceAccountEmail, audience: call.audience } }),
      },
      attemptDeadline: `${toSeconds(deadline)}s`,
      retryConfig: { retryCount: retries },
    },
    {
      parent,
      dependsOn: [foundation.api("cloudscheduler.googleapis.com"), ...dependsOn],
      hooks: propagation,
    },
  );
}

export function timingMistakes(path: string, { schedule, timeZone }: Timing): Mistake[] {
  const mistakes: Mistake[] = [];
  const check = checksInto(mistakes);
  check(
    isSchedule(schedule),
    `${path}schedule`,
    `${JSON.stringify(schedule)} is not five fields of cron in digits, such as "0 3 * * *" for three every night`,
  );
  check(
    timeZone === undefined || isTimeZone(timeZone),
    `${path}timeZone`,
    `${JSON.stringify(timeZone)} is not a time zone of the tz database, such as ${listed(timeZone ?? "") ?? "Europe/Brussels"}`,
  );
  check(
    !isSchedule(schedule) || longestGap(schedule, "Etc/UTC") !== undefined,
    `${path}schedule`,
    `${JSON.stringify(schedule)} never comes: no year has that day`,
  );
  return mistakes;
}

/** Intl knows a zone in any letters, and older names of one; the list has each once, as the tz database writes it. */
function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false; // Node takes offsets, such as +01:00, from version 22 on
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
  } catch {
    return false;
  }
  return (listed(name) ?? name) === name;
}

/** The zone of that name in the list, whatever letters are capital. */
function listed(name: string): string | undefined {
  return Intl.supportedValuesOf("timeZone").find((zone) => zone.toLowerCase() === String(name).toLowerCase());
}

/** Limits: cloud.google.com/scheduler/docs/reference/rest/v1/projects.locations.jobs (attemptDeadline, RetryConfig). */
export function triesMistakes({ retries = 3, deadline = "3m" }: Tries): Mistake[] {
  const mistakes = durationMistakes("deadline", deadline, "15s", "30m");
  checksInto(mistakes)(isCount(retries, 0, 5), "retries", `${retries} is not between 0 and 5`);
  return mistakes;
}
