import { policy } from "../policy";
import { refuseMembers } from "./bindings";
import { hasMembers } from "./grants";

export default policy({
  name: "no-person",
  refuses: "a right for a single person",
  because: "it stays when the person changes work, and nobody who reads it knows why it was given",
  fix: "grant it to a group (group:…), whose members change without the program",
  severity: "medium",
  same: ["trivy:GCP-0003", "trivy:GCP-0069"],
  applies: hasMembers,
  check({ props }, report) {
    refuseMembers(props, /^(deleted:)?user:/, report);
  },
});
