/** When a job runs: five fields of cron, or App Engine's "every 5 minutes", in a time zone that there is. */
import { Refusal } from "../errors";
import type { Rule } from "../rule";
import { textOf } from "../typed";

export class UnreadableSchedule extends Refusal {
  constructor() {
    super(400, "", "Schedule or time zone is invalid.");
  }
}

const names = "(?:sun|mon|tue|wed|thu|fri|sat|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)";
const value = `(?:\\*|\\d+|${names})`;
const field = `${value}(?:-${value})?(?:/\\d+)?(?:,${value}(?:-${value})?(?:/\\d+)?)*`;
const cron = new RegExp(`^${field}(?:\\s+${field}){4}$`, "i");
/** "every 12 hours", "every day 00:00", "1st,third sunday of month 17:00" */
const english =
  /^(?:every|\d+(?:st|nd|rd|th)|first|second|third|fourth|fifth)\b.*(?:\d|minutes|hours|mins|synchronized|:)/i;

export const scheduleReadable: Rule = {
  name: "schedule-readable",
  demands: "The schedule of a job is one of cron or of App Engine, and its time zone is in the tz database.",
  answer: "400: Schedule or time zone is invalid.",
  sources: ["hashicorp/terraform#31571", "htsuruo/firebase-extensions#14 (a time zone that does not exist)"],
  types: ["gcp:cloudscheduler/job:Job"],
  before: ["create", "update"],
  check({ inputs }) {
    const schedule = textOf(inputs.schedule)?.trim() ?? "";
    const zone = textOf(inputs.timeZone) ?? "Etc/UTC";
    if (!(cron.test(schedule) || english.test(schedule)) || !isTimeZone(zone)) throw new UnreadableSchedule();
  },
};

function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}
