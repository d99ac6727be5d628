import { secondsOf } from "../durations";
import { policy, type Report } from "../policy";
import { isSet } from "../settings";
import { at, type Props, Unknown } from "../values";

/** Longer tries can be cut short for maintenance: cloud.google.com/run/docs/configuring/task-timeout. */
const longest = { seconds: 24 * 60 * 60, text: "24 hours" };
const mostRetries = 10;

/** What is left out is bounded: ten minutes, three retries. */
export default policy({
  name: "run-job-ends",
  refuses: "a job that may go on for days, or try again and again",
  because: "work that hangs is paid for until somebody looks, and a retry of what cannot succeed hides that it failed",
  fix: `set timeout to at most ${longest.text} and maxRetries to at most ${mostRetries}; longer work is cut into tasks (Flotilla: new Job(…))`,
  severity: "low",
  applies: "gcp:cloudrunv2/job:Job",
  check({ props }, report) {
    judgeTimeout(props, report);
    judgeRetries(props, report);
  },
});

function judgeTimeout({ template }: Props, { violation, unknown }: Report): void {
  const timeout = at(template, "template", "timeout");
  if (timeout === Unknown) unknown("template.template.timeout");
  else if (isSet(timeout) && !(secondsOf(String(timeout)) <= longest.seconds))
    violation("template.template.timeout", `is ${String(timeout)}, more than ${longest.text}`);
}

function judgeRetries({ template }: Props, { violation, unknown }: Report): void {
  const retries = at(template, "template", "maxRetries");
  if (retries === Unknown) unknown("template.template.maxRetries");
  else if (Number(retries) > mostRetries) violation("template.template.maxRetries", `is ${String(retries)}`);
}
