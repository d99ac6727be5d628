import { cis, policy } from "../policy";
import { find, Unknown } from "../values";
import { auditConfig } from "./audit";

export default policy({
  name: "audit-exempts-nobody",
  refuses: "somebody whom the audit log leaves out",
  because: "it is the first account that an intruder would want",
  fix: "leave out exemptedMembers; where the log is too loud, log fewer types for all",
  severity: "high",
  frameworks: [cis("2.1", "Ensure That Cloud Audit Logging Is Configured Properly")],
  applies: auditConfig,
  check({ props }, { violation, unknown }) {
    for (const { path, value } of find(props, "auditLogConfigs[].exemptedMembers[]"))
      if (value === Unknown) unknown(path);
      else violation(path, `is ${String(value)}`);
  },
});
