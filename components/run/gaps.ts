/** When a schedule comes, and how long it leaves between two times. */

/** Least and most of each field; 0 and 7 are Sunday (cloud.google.com/scheduler/docs/configuring/cron-job-schedules). */
const cronFields: readonly (readonly [least: number, most: number])[] = [
  [0, 59],
  [0, 23],
  [1, 31],
  [1, 12],
  [0, 7],
];

const minutesOfDay = 24 * 60;
/** After 28 years every date has been every day of the week, leap days too. */
const cycleDays = 28 * 366;

/** Whether it is five fields of cron in digits. */
export function isSchedule(text: string): boolean {
  return fieldsOf(text) !== undefined;
}

/**
 * The longest time between two times of a schedule, in seconds; nothing where it never comes, as on the 30th of February.
 * The hour of a change of the clock is part of it where hours are named, and the time zone changes its clocks.
 */
export function longestGap(schedule: string, timeZone: string): number | undefined {
  const [minutes, hours, days, months, weekdays] = fieldsOf(schedule) ?? [];
  if (!minutes || !hours || !days || !months || !weekdays) return undefined;
  const times = [...hours].flatMap((hour) => [...minutes].map((minute) => hour * 60 + minute)).sort((a, b) => a - b);
  const [first = 0, last = 0] = [times[0], times.at(-1)];
  const within = longestStep(times);
  const between = longestStep([...daysOf(schedule, days, months, weekdays)]);
  if (between === undefined) return undefined;
  const clock = schedule.split(" ")[1] === "*" ? 0 : clockChange(timeZone);
  return (Math.max(within ?? 0, between * minutesOfDay - last + first) + clock) * 60;
}

/** Days since the first one, as cron chooses them: where days of both kinds are named, either will do. */
function* daysOf(schedule: string, days: Set<number>, months: Set<number>, weekdays: Set<number>): Generator<number> {
  const [, , day, , weekday] = schedule.split(" ");
  const either = day !== "*" && weekday !== "*";
  for (let index = 0; index < cycleDays; index++) {
    const date = new Date(Date.UTC(2001, 0, 1 + index));
    const named = days.has(date.getUTCDate());
    const weekly = weekdays.has(date.getUTCDay());
    if (months.has(date.getUTCMonth() + 1) && (either ? named || weekly : named && weekly)) yield index;
  }
}

/** The longest step from one to the next; nothing where there are fewer than two. */
function longestStep(sorted: readonly number[]): number | undefined {
  let longest: number | undefined;
  sorted.forEach((value, i) => {
    if (i > 0) longest = Math.max(longest ?? 0, value - (sorted[i - 1] ?? value));
  });
  return longest;
}

/** Minutes by which the clocks of a time zone are changed in summer. */
function clockChange(timeZone: string): number {
  const [winter, summer] = [0, 6].map((month) => offsetOf(timeZone, new Date(Date.UTC(2026, month, 1))));
  return Math.abs((winter ?? 0) - (summer ?? 0));
}

/** Minutes that a zone is ahead of UTC. */
function offsetOf(timeZone: string, at: Date): number {
  const parts = new Intl.DateTimeFormat("en", { timeZone, timeZoneName: "longOffset" }).formatToParts(at);
  const name = parts.find(({ type }) => type === "timeZoneName")?.value ?? "";
  const [, sign, hours = 0, minutes = 0] = /^GMT([+-])(\d+):(\d+)/.exec(name) ?? [];
  return (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

/** The values that each field stands for. */
function fieldsOf(text: string): Set<number>[] | undefined {
  const fields = String(text).split(" ");
  if (fields.length !== cronFields.length) return undefined;
  const values = cronFields.map((bounds, i) => fieldValues(fields[i] ?? "", bounds));
  if (values.some((one) => one === undefined)) return undefined;
  const [, , , , weekdays] = values as Set<number>[];
  if (weekdays?.has(7)) weekdays.add(0);
  return values as Set<number>[];
}

/** A list of stars, numbers and ranges; a star or a range may be gone through in steps. */
function fieldValues(field: string, [least, most]: readonly [number, number]): Set<number> | undefined {
  const values = new Set<number>();
  for (const item of field.split(",")) {
    const [whole, first, last, step] = /^(?:\*|(\d+)(?:-(\d+))?)(?:\/(\d+))?$/.exec(item) ?? [];
    if (whole === undefined) return undefined;
    const from = first === undefined ? least : Number(first);
    const to = first === undefined ? most : Number(last ?? first);
    const isRange = first === undefined || last !== undefined;
    if (from < least || from > to || to > most || (step !== undefined && !(isRange && Number(step) > 0)))
      return undefined;
    for (let value = from; value <= to; value += Number(step ?? 1)) values.add(value);
  }
  return values;
}
