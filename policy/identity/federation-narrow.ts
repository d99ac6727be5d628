import { policy } from "../policy";
import { Unknown } from "../values";
import { grantsIn } from "./bindings";
import { grants } from "./grants";

export default policy({
  name: "federation-narrow",
  refuses: "a right for every identity of a workload identity pool",
  because:
    "each repository and each workflow that the pool lets in would hold it, a pull request's check beside a deploy",
  fix: "name one of its attributes (principalSet://…/attribute.NAME/VALUE), or one subject (principal://…/subject/VALUE)",
  severity: "high",
  applies: (type) => grants(type)?.includes("member") === true,
  check({ props }, { violation, unknown }) {
    for (const { member, path } of grantsIn(props)) {
      if (member === Unknown) unknown(path);
      else if (/^principalSet:\/\/.*\/workloadIdentityPools\/[^/]+\/\*$/.test(String(member)))
        violation(path, `is ${String(member)}`);
    }
  },
});
