import { policy } from "../policy";
import { isSet } from "../settings";
import { at, Unknown } from "../values";
import { instance, onPrimary } from "./instance";

const path = "settings.maintenanceWindow";

/** Google's own default is "any time"; replicas are maintained before their primary, whatever they say. */
export default policy({
  name: "sql-maintenance-planned",
  refuses: "a database that Cloud SQL restarts whenever it likes",
  because: "it then does so at noon on the busiest day, for a minute or more, and without notice a week ahead",
  fix: "set day and hour of settings.maintenanceWindow to when it is missed least",
  severity: "low",
  applies: instance,
  check({ props }, report) {
    const judged = onPrimary(props, report);
    if (judged === undefined) return "not applicable";
    for (const part of ["day", "hour"]) {
      const value = at(props, "settings", "maintenanceWindow", part);
      if (value === Unknown) judged.unknown(`${path}.${part}`);
      else if (!isSet(value)) judged.violation(`${path}.${part}`, "is not set, which means any");
    }
    return undefined;
  },
});
