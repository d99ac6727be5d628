import { policy } from "../policy";
import { find, Unknown } from "../values";
import { access, accessesIn } from "./accesses";
import { dataset } from "./things";

/** Whoever has a basic role in the project, by the names that a data set has for them. */
const byBasicRole = /^(specialGroup:projectReaders|specialGroup:projectWriters|projectViewer:|projectEditor:)/;

export default policy({
  name: "bigquery-access-listed",
  refuses: "a data set that is open to whoever may look at the project",
  because:
    "a data set that does not say who may is read by all viewers of the project and written by all editors, and nobody " +
    "who gives somebody a look at the project means that",
  fix:
    "list accesses: the owners (specialGroup: projectOwners, role: OWNER), and each account or group that reads or writes " +
    "(Flotilla: new Recorder(…, { readers }))",
  severity: "high",
  applies: [dataset, access],
  check({ type, props }, { violation, unknown }) {
    const { accesses } = props;
    if (accesses === Unknown) unknown("accesses");
    else if (type === dataset && find(props, "accesses[]").length === 0)
      violation("accesses", "is not set, which lets all viewers of the project read and all editors write");
    for (const { member, path } of accessesIn({ type, props }))
      if (member === Unknown) unknown(path);
      else if (byBasicRole.test(String(member))) violation(path, `is ${String(member).replace("specialGroup:", "")}`);
  },
});
