import { policy } from "../policy";
import { judgeSetting } from "../settings";
import { instance, onPrimary } from "./instance";

/** Replicas are exempt: one goes with its region, and can be made again from its primary. */
export default policy({
  name: "sql-deletion-protection",
  refuses: "a database that lacks one of its two protections against deletion",
  because:
    "the provider's own (deletionProtection) stops a renamed or replaced resource only, and Cloud SQL's own " +
    "(settings.deletionProtectionEnabled) the console, gcloud and every other program only",
  fix:
    "leave deletionProtection at its default, true, and set settings.deletionProtectionEnabled to true; take both off in " +
    "a change of its own before a destroy that is meant",
  severity: "high",
  same: ["gcp-pac:sql-require-deletion-protection"],
  applies: instance,
  check({ props }, report) {
    const judged = onPrimary(props, report);
    if (judged === undefined) return "not applicable";
    judgeSetting(props, { path: "deletionProtection", allowed: [true] }, judged);
    const omitted = "which means false";
    judgeSetting(props, { path: "settings.deletionProtectionEnabled", allowed: [true], omitted }, judged);
    return undefined;
  },
});
