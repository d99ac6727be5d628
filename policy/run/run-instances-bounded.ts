import { policy, type Report } from "../policy";
import { at, type Props, Unknown, type Value } from "../values";
import { service } from "./exposure";

/** Has as many instances as somebody chose, unless it is told to grow. */
const pool = "gcp:cloudrunv2/workerPool:WorkerPool";

export default policy({
  name: "run-instances-bounded",
  refuses: "a service or worker pool that may grow without an end that somebody chose",
  because:
    "a loop or a flood of requests then grows the bill, and takes every address of the subnet and every connection of " +
    "the database",
  fix: "set template.scaling.maxInstanceCount; for a worker pool scaling.maxInstanceCount, or scaling.manualInstanceCount",
  severity: "medium",
  applies: [service, pool],
  check({ type, props }, report) {
    if (type === pool) return judgePool(props, report);
    judgeBound("template.scaling.maxInstanceCount", at(props.template, "scaling", "maxInstanceCount"), report);
  },
});

function judgePool({ scaling }: Props, report: Report): void {
  const mode = at(scaling, "scalingMode");
  if (mode === Unknown) report.unknown("scaling.scalingMode");
  else if (mode === "AUTOMATIC") judgeBound("scaling.maxInstanceCount", at(scaling, "maxInstanceCount"), report);
}

function judgeBound(path: string, value: Value | undefined, { violation, unknown }: Report): void {
  if (value === Unknown) unknown(path);
  else if (typeof value !== "number" || value < 1)
    violation(path, "is not set, which means 100 or what the quota gives");
}
