import { policy } from "../policy";
import { at, type Found, find, Unknown } from "../values";
import { exclusions, sinks } from "./logging";

/** Which log an entry is of, or what kind of entry: a filter that says neither may match any, audit logs too. */
const narrows = /log_?name|log_id|resource\.type|(json|text)payload|httprequest|trace/i;
const audit = /cloudaudit|google\.cloud\.audit|protopayload/i;

export default policy({
  name: "logs-keep-audit",
  refuses: "an exclusion that drops audit logs",
  because: "who read and changed what is then not known, and nothing shows that something is missing",
  fix: 'exclude one log by its name, as in log_id("run.googleapis.com/requests"), and none of cloudaudit.googleapis.com',
  severity: "high",
  applies: [...exclusions, ...sinks],
  check({ type, props }, { violation, unknown }) {
    const filters = exclusions.includes(type) ? [{ ...find(props, "filter")[0], above: props }] : ofSink(props);
    if (filters.length === 0) return "not applicable";
    for (const { path = "filter", value, above } of filters) {
      const disabled = at(above, "disabled");
      if (disabled === true) continue;
      if (value === Unknown) unknown(path);
      else if (dropsAudit(String(value ?? "")))
        if (disabled === Unknown) unknown(path);
        else violation(path, "matches audit logs, or any");
    }
    return undefined;
  },
});

function ofSink(props: Parameters<typeof find>[0]): (Partial<Found> & { above: Found["value"] })[] {
  return find(props, "exclusions[]").map(({ path, value }) => ({
    path: `${path}.filter`,
    value: at(value, "filter"),
    above: value,
  }));
}

/** Whether audit logs are meant, by a part of the filter that is not denied, or are not ruled out by any. */
function dropsAudit(filter: string): boolean {
  const parts = filter.split(/\b(?:AND|OR)\b|\n/).filter((part) => part.trim() !== "");
  const isDenied = (part: string) => /\bNOT\b|^\s*\(*\s*-|!=|!:|!~/.test(part);
  const told = parts.filter((part) => audit.test(part));
  if (told.length > 0) return told.some((part) => !isDenied(part));
  return !parts.some((part) => narrows.test(part) && !isDenied(part));
}
