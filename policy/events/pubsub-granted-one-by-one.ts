import { grantsIn } from "../identity/bindings";
import { isWide } from "../identity/wide-grants";
import { policy } from "../policy";
import { Unknown } from "../values";
import { reachesMessages } from "./roles";

export default policy({
  name: "pubsub-granted-one-by-one",
  refuses:
    "a right to publish to every topic, or to pull from every subscription, of a project, folder or organisation",
  because: "its holder can emit every type of event there is and will be, and no topic's own policy shows it",
  fix: "grant it on the one topic or subscription (Flotilla: can: [type.publish()])",
  severity: "high",
  applies: isWide,
  check({ props }, { violation, unknown }) {
    for (const { role, member, path } of grantsIn(props)) {
      if (role === Unknown) unknown(path === "policyData" ? path : "role");
      else if (reachesMessages(String(role)))
        violation(path, `gives ${member === Unknown ? "an account" : String(member)} ${String(role)}`);
    }
  },
});
