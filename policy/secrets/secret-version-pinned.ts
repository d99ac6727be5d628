import { isWorkload, workloads } from "../identity/workloads";
import { policy } from "../policy";
import { isSet } from "../settings";
import { find, Unknown } from "../values";
import { places } from "./places";

export default policy({
  name: "secret-version-pinned",
  refuses: "a workload that takes whichever version of a secret is the newest",
  because:
    "instances started at different times then hold different values, a bad value reaches all of them without a " +
    "deployment, and going back to an older revision does not go back to its secret",
  fix: "name the version by its number (Flotilla: can: [secret.read()] pins it, and a new value makes a new revision)",
  severity: "medium",
  applies: workloads,
  check({ type, props }, { violation, unknown }) {
    const patterns = isWorkload(type) ? places[type].secrets : [];
    const versions = patterns.flatMap(({ version }) => find(props, version));
    if (versions.length === 0) return "not applicable";
    for (const { path, value } of versions) {
      if (value === Unknown) unknown(path);
      else if (!isSet(value)) violation(path, "is not set, so the newest is taken");
      else if (!/^\d+$/.test(String(value))) violation(path, `is ${JSON.stringify(value)}, not a number`);
    }
    return undefined;
  },
});
