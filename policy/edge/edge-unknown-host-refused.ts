import { policy } from "../policy";
import { at, find, Unknown } from "../values";
import { servesTheRest, urlMaps } from "./url-maps";

export default policy({
  name: "edge-unknown-host-refused",
  refuses: "a load balancer that serves whoever asks for a host that no rule names",
  because:
    "whoever scans addresses, or leads a name of their own to this one, then talks to a service that was made for one host, " +
    "with a host in its requests that it never expected",
  fix:
    "give each host a rule, and have the default answer 404 (defaultRouteAction.faultInjectionPolicy.abort with httpStatus " +
    "404 and percentage 100) or redirect (Flotilla's Edge answers 404)",
  severity: "medium",
  applies: urlMaps,
  check({ props }, { violation, unknown }) {
    const serves = servesTheRest(props);
    if (serves === Unknown) unknown("defaultService");
    else if (serves) violation("defaultService", "serves every host that no rule names");
    const matchers = find(props, "pathMatchers[]");
    for (const [index, { value: rule }] of find(props, "hostRules[]").entries())
      for (const { path, value: host } of find({ rule: rule ?? {} }, "rule.hosts[]")) {
        const matcher = matchers.find(({ value }) => at(value, "name") === at(rule, "pathMatcher"))?.value;
        const open = matcher === undefined ? Unknown : servesTheRest(matcher);
        const where = path.replace("rule", `hostRules[${index}]`);
        if (host !== Unknown && host !== "*") continue;
        if (host === Unknown || open === Unknown) unknown(where);
        else if (open) violation(where, 'is "*", every host');
      }
  },
});
