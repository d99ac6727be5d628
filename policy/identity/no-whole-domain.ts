import { policy } from "../policy";
import { refuseMembers } from "./bindings";
import { hasMembers } from "./grants";

export default policy({
  name: "no-whole-domain",
  refuses: "a right for everybody of a company",
  because: "it includes who was hired today, who left and was not removed yet, and every account that a script runs as",
  fix: "grant it to a group (group:…) of those who need it",
  severity: "high",
  applies: hasMembers,
  check({ props }, report) {
    refuseMembers(props, /^domain:/, report);
  },
});
