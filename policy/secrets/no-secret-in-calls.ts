import { policy } from "../policy";
import { at, leaves, Unknown } from "../values";
import { isHarmless, secretIn, soundsSecret } from "./plain-secrets";

/** What calls, and where its calls are described. */
const calls: Readonly<Record<string, string>> = {
  "gcp:cloudscheduler/job:Job": "httpTarget",
  "gcp:cloudtasks/queue:Queue": "httpTarget",
  "gcp:monitoring/uptimeCheckConfig:UptimeCheckConfig": "httpCheck",
  "gcp:pubsub/subscription:Subscription": "pushConfig",
};

const address = /(uri|url|endpoint|path|queryParams)$/i;

/** The value is in no message: these are logged. */
export default policy({
  name: "no-secret-in-calls",
  refuses: "a secret in the address or the headers of a call that Google makes",
  because: "it stands in the request logs of both sides, and whoever may look at the schedule or subscription reads it",
  fix: "let the call show who it is by oidcToken, with an account made for it alone (Flotilla: new Trigger(…), new Cron(…))",
  severity: "high",
  applies: Object.keys(calls),
  check({ type, props }, { violation, unknown }) {
    const described = props[calls[type] ?? ""];
    if (described === undefined) return "not applicable";
    const masked = at(described, "maskHeaders"); // an uptime check can keep its headers from whoever looks at it
    for (const { path, value } of leaves(described, calls[type])) {
      if (value === Unknown) unknown(path);
      else if (typeof value === "string") {
        const fault = faultOf(path, value);
        const hidden = path.includes(".headers") && masked;
        if (fault !== undefined && hidden === Unknown) unknown(path);
        else if (fault !== undefined && !hidden) violation(path, fault);
      }
    }
    return undefined;
  },
});

function faultOf(path: string, value: string): string | undefined {
  const secret = secretIn(value);
  if (secret !== undefined) return `holds ${secret}`;
  const header = /headers(?:\.|\[")([\w-]+)/.exec(path)?.[1];
  if (header !== undefined) return opensDoors(header) ? `sends ${header} in plain text` : undefined;
  if (!address.test(path)) return undefined;
  const named = [...value.matchAll(/[?&]?([\w.-]+)=([^&#]*)/g)].find(
    ([, name = "", given = ""]) => soundsSecret(name) && !isHarmless(given),
  );
  return named && `has a parameter "${named[1]}", which sounds secret`;
}

function opensDoors(header: string): boolean {
  return /^(authorization|proxy-authorization|cookie)$/i.test(header) || soundsSecret(header);
}
