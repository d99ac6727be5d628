import { policy } from "../policy";
import { isSet, judgeSetting } from "../settings";
import { at, Unknown } from "../values";
import { instance } from "./instance";

const limitPath = "settings.diskAutoresizeLimit";

/** Gigabytes: what Cloud SQL begins with where a program does not say. */
const smallest = 10;

export default policy({
  name: "sql-disk-grows",
  refuses: "a database whose disk stays as small as it is, or hardly grows",
  because: "one that is full stops taking writes, and without growth a smaller diskSize plans a replacement",
  fix:
    "leave settings.diskAutoresize at its default, true; where diskAutoresizeLimit bounds what it may cost, let it be twice " +
    "diskSize at least",
  severity: "medium",
  applies: instance,
  check({ props }, report) {
    judgeSetting(props, { path: "settings.diskAutoresize", allowed: [true] }, report);
    const [limit, size = smallest] = ["diskAutoresizeLimit", "diskSize"].map((name) => at(props, "settings", name));
    if (!isSet(limit) || limit === 0) return;
    if (limit === Unknown || size === Unknown) report.unknown(limitPath);
    else if (Number(limit) < 2 * Number(size))
      report.violation(limitPath, `is ${String(limit)}, with a disk of ${String(size)}`);
  },
});
