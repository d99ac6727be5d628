import * as gcp from "@pulumi/gcp";
import type * as pulumi from "@pulumi/pulumi";
import type { Environment } from "../environment";
import type { Identity } from "../iam/identity";
import { stableName } from "../naming";
import { checksInto, type Mistake } from "../refuse";

/** When something is done, again and again. */
export interface Timing {
  /** Minute, hour, day of the month, month, day of the week, as cron has them: `"0 3 * * *"` is at three every night. */
  schedule: string;
  /** Name of a time zone in the tz database, in which the hours are meant. @default "Etc/UTC" */
  timeZone?: string;
}

/** A call of a Google API. */
export interface ApiCall {
  httpMethod: "POST" | "PATCH";
  uri: pulumi.Input<string>;
  body?: object;
}

/** Calls a Google API by the clock, as an account that may do that and nothing else. */
export function createSchedule(
  parent: pulumi.ComponentResource,
  environment: Environment,
  name: string,
  { schedule, timeZone = "Etc/UTC" }: Timing,
  call: ApiCall,
  { account }: Identity,
  dependsOn: readonly pulumi.Resource[],
): gcp.cloudscheduler.Job {
  const { foundation, home, project, propagation, slug } = environment;
  return new gcp.cloudscheduler.Job(
    `${name}/schedule`,
    {
      name: stableName("gcp:cloudscheduler/job:Job", slug, name),
      project,
      region: home,
      schedule,
      timeZone,
      httpTarget: {
        httpMethod: call.httpMethod,
        uri: call.uri,
        headers: { "Content-Type": "application/json" },
        body: Buffer.from(JSON.stringify(call.body ?? {})).toString("base64"),
        oauthToken: { serviceAccountEmail: account.email, scope: "https://www.googleapis.com/auth/cloud-platform" },
      },
      retryConfig: { retryCount: 3 },
    },
    {
      parent,
      dependsOn: [foundation.api("cloudscheduler.googleapis.com"), ...dependsOn],
      hooks: propagation,
    },
  );
}

/** Least and most of each field; 0 and 7 are Sunday (cloud.google.com/scheduler/docs/configuring/cron-job-schedules). */
const cronFields: readonly (readonly [least: number, most: number])[] = [
  [0, 59],
  [0, 23],
  [1, 31],
  [1, 12],
  [0, 7],
];

function isSchedule(text: string): boolean {
  const fields = String(text).split(" ");
  return fields.length === cronFields.length && cronFields.every((bounds, i) => isCronField(fields[i] ?? "", bounds));
}

/** A list of stars, numbers and ranges; a star or a range may be gone through in steps. */
function isCronField(field: string, [least, most]: readonly [number, number]): boolean {
  return field.split(",").every((item) => {
    const [, first, last, step] = /^(?:\*|(\d+)(?:-(\d+))?)(?:\/(\d+))?$/.exec(item) ?? [];
    if (first === undefined) return /^\*(\/[1-9]\d*)?$/.test(item);
    const [from, to] = [Number(first), Number(last ?? first)];
    return (
      from >= least && from <= to && to <= most && (step === undefined || (last !== undefined && Number(step) > 0))
    );
  });
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
    `${JSON.stringify(timeZone)} is not a time zone of the tz database, such as Europe/Brussels`,
  );
  return mistakes;
}

function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false; // Node takes offsets, such as +01:00, from version 22 on
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
