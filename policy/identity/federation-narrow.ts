import { policy } from "../policy";
import { refuseMembers } from "./bindings";
import { hasMembers } from "./grants";

export default policy({
  name: "federation-narrow",
  refuses: "a right for every identity of a workload identity pool, or for every repository of an owner",
  because:
    "each repository and each workflow that the pool lets in would hold it, a pull request's check beside a deploy",
  fix: "name one of its attributes (principalSet://…/attribute.NAME/VALUE), or one subject (principal://…/subject/VALUE)",
  severity: "high",
  applies: hasMembers,
  check({ props }, report) {
    refuseMembers(
      props,
      /^principalSet:\/\/.*\/workloadIdentityPools\/[^/]+\/(\*$|attribute\.(repository_)?owner(_id)?\/)/,
      report,
    );
  },
});
