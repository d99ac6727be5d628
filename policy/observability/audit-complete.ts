import { cis, policy } from "../policy";
import { find, Unknown } from "../values";
import { auditConfig } from "./audit";

/** The kinds of log that are off until somebody switches them on. */
const kinds = ["ADMIN_READ", "DATA_READ", "DATA_WRITE"];

/** What is said of one service comes on top of what is said of all. */
export default policy({
  name: "audit-complete",
  refuses: "an audit of all services that leaves out who read or wrote data",
  because:
    "the configuration stands for the whole of it, and after a leak the log knows who looked at settings, not who took what",
  fix: `list ${kinds.join(", ")} in auditLogConfigs; where that is too loud, name services in place of allServices`,
  severity: "medium",
  frameworks: [cis("2.1", "Ensure That Cloud Audit Logging Is Configured Properly")],
  same: ["trivy:GCP-0079"],
  applies: auditConfig,
  check({ props }, { violation, unknown }) {
    const { service } = props;
    if (service !== Unknown && service !== "allServices") return "not applicable";
    const listed = find(props, "auditLogConfigs[].logType").map(({ value }) => value);
    if (listed.includes(Unknown) || props.auditLogConfigs === Unknown) return unknown("auditLogConfigs");
    const lacking = kinds.filter((kind) => !listed.includes(kind));
    if (lacking.length === 0) return undefined;
    if (service === Unknown) return unknown("service");
    violation("auditLogConfigs", `lacks ${lacking.join(" and ")}`);
    return undefined;
  },
});
