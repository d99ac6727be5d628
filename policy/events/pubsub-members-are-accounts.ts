import { grantsIn } from "../identity/bindings";
import { policy } from "../policy";
import { Unknown } from "../values";
import { onSubscription, onTopic } from "./iam";

export default policy({
  name: "pubsub-members-are-accounts",
  refuses: "a right on a topic or subscription for anyone but a service account",
  because: "who may emit an event is what makes it worth believing, and a person, a group or everyone may be anybody",
  fix: "grant it to the service account of the workload that publishes or pulls (Flotilla: can: [type.publish()])",
  severity: "high",
  same: ["checkov:CKV_GCP_99"],
  applies: (type) => onTopic.test(type) || onSubscription.test(type),
  check({ props }, { violation, unknown }) {
    for (const { role, member, path } of grantsIn(props)) {
      if (member === Unknown) unknown(path);
      else if (!String(member).startsWith("serviceAccount:"))
        violation(path, `gives ${role === Unknown ? "a role" : String(role)} to ${String(member)}, no service account`);
    }
  },
});
