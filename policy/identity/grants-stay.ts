import { policy } from "../policy";
import { isWide } from "./wide-grants";

export default policy({
  name: "grants-stay",
  refuses: "a resource that takes everybody else's rights in a project, folder or organisation away",
  because:
    "it sets the whole list, so what Google's own agents and other stacks were granted is gone with the next update; " +
    "a project can lose its last owner so",
  fix: "use projects.IAMMember (or folder.IAMMember, organizations.IAMMember), which adds one and leaves the others",
  severity: "high",
  applies: (type) => isWide(type) && !type.includes("Member:"),
  check({ type }, { violation }) {
    if (type.includes("Policy:")) violation("policyData", "is the whole list of rights");
    else violation("members", "is the whole list of who has the role");
  },
});
