import { type StackResource, stackPolicy } from "../policy";
import { byFrequency } from "../provider/usual";
import { Unknown } from "../values";
import { isServiceAgent } from "./agents";
import { grantsIn } from "./bindings";
import { hasMembers } from "./grants";

const account = /^serviceAccount:[^@]+@([a-z][-a-z0-9]{4,28}[a-z0-9])\.iam\.gserviceaccount\.com$/;

/** The component that says who a stranger is, and why; what stands in it has that in its URN. */
const explained = /(?:::|\$)flotilla:callers:ForeignWorkload\$/;

/** Most of a stack's resources say the project that they stand in, which is the environment's. */
export default stackPolicy({
  name: "foreign-account-explained",
  refuses: "a right for another project's service account that nobody explains",
  because:
    "who rules over that project decides what runs as the account, and no review of this environment ever sees it",
  fix: "declare it as a ForeignWorkload, whose reason review shows; what is ours runs in this environment's own project",
  severity: "high",
  applies: (type) => type.startsWith("gcp:"),
  checkStack(resources, report) {
    const own = usualProject(resources);
    for (const grant of resources.filter(({ type, urn }) => hasMembers(type) && !explained.test(urn)))
      for (const { member, path } of grantsIn(grant.props)) {
        if (member === Unknown) report.unknown(grant, path);
        else if (own !== undefined && isForeign(String(member), own))
          report.violation(grant, path, `is ${String(member)}, an account of another project than ${own}`);
      }
  },
});

function isForeign(member: string, own: string): boolean {
  const [, project] = account.exec(member) ?? [];
  return project !== undefined && project !== own && !isServiceAgent(member);
}

function usualProject(resources: readonly StackResource[]): string | undefined {
  const projects = resources.flatMap(({ props: { project } }) => (typeof project === "string" ? [project] : []));
  return byFrequency(projects)[0]?.[0];
}
