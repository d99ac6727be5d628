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

const cronField = String.raw`(\*|\d+(-\d+)?(,\d+(-\d+)?)*)(\/\d+)?`;
const cronPattern = new RegExp(`^${Array(5).fill(cronField).join(" ")}$`);

export function timingMistakes(path: string, { schedule, timeZone }: Timing): Mistake[] {
  const mistakes: Mistake[] = [];
  const check = checksInto(mistakes);
  check(
    cronPattern.test(schedule),
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
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
