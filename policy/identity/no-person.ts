import { policy } from "../policy";
import { Unknown } from "../values";
import { grantsIn } from "./bindings";
import { grants } from "./grants";

export default policy({
  name: "no-person",
  refuses: "a right for a single person",
  because: "it stays when the person changes work, and nobody who reads it knows why it was given",
  fix: "grant it to a group (group:…), whose members change without the program",
  severity: "medium",
  same: ["trivy:GCP-0003", "trivy:GCP-0069"],
  applies: (type) => grants(type)?.includes("member") === true,
  check({ props }, { violation, unknown }) {
    for (const { member, path } of grantsIn(props)) {
      if (member === Unknown) unknown(path);
      else if (/^(deleted:)?user:/.test(String(member))) violation(path, `is ${String(member)}`);
    }
  },
});
