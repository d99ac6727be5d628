import { type StackReport, type StackResource, stackPolicy } from "../policy";
import { find, Unknown } from "../values";
import { fallbacks } from "./fallbacks";

const account = "gcp:serviceaccount/account:Account";

/** What runs code that somebody wrote; nodes and build machines are shared by their nature. */
const workloads = [
  "gcp:cloudfunctions/function:Function",
  "gcp:cloudfunctionsv2/function:Function",
  "gcp:cloudrun/service:Service",
  "gcp:cloudrunv2/job:Job",
  "gcp:cloudrunv2/service:Service",
  "gcp:cloudrunv2/workerPool:WorkerPool",
];

interface Use {
  workload: StackResource;
  path: string;
  /** The same for the same account. */
  key: string;
  /** How to call the account. */
  called: string;
}

/** The regions of a fleet are one workload: they are of one type and have one name. */
export default stackPolicy({
  name: "no-shared-account",
  refuses: "a service account that two workloads run as",
  because: "each would hold the rights of both, and the logs could not say which of them did it",
  fix: "give each workload a service account of its own",
  severity: "high",
  applies: [account, ...workloads],
  checkStack(resources, report) {
    const owners = new Map<string, { name: string; type: string }>();
    for (const use of uses(resources, report)) {
      const { type, props } = use.workload;
      const name = props.name ?? use.workload.name;
      if (typeof name !== "string") {
        report.unknown(use.workload, "name");
        continue;
      }
      const owner = owners.get(use.key) ?? { name, type };
      owners.set(use.key, owner);
      if (owner.name !== name || owner.type !== type)
        report.violation(use.workload, use.path, `is ${use.called}, the account of "${owner.name}" (${owner.type})`);
    }
  },
});

function* uses(resources: readonly StackResource[], report: StackReport): Generator<Use> {
  const urnByEmail = new Map<unknown, string>();
  for (const { type, urn, props } of resources) if (type === account) urnByEmail.set(props.email, urn);
  for (const workload of resources) {
    const pattern = fallbacks[workload.type]?.[0]?.path;
    if (pattern === undefined || workload.type === account) continue;
    for (const { path, value } of find(workload.props, pattern)) {
      if (typeof value === "string" && value !== "") {
        const email = value.replace(/^projects\/[^/]+\/serviceAccounts\//, "");
        yield { workload, path, key: urnByEmail.get(email) ?? email, called: email };
      } else if (value === Unknown) {
        const made = accountFrom(workload, path);
        if (made === undefined) report.unknown(workload, path);
        else yield { workload, path, key: made.urn, called: `the new account "${made.name}"` };
      }
    }
  }
}

/** An unknown address is known by where it came from, if it can have come from one account only. */
function accountFrom({ propertyDependencies }: StackResource, path: string): StackResource | undefined {
  const property = /^\w+/.exec(path)?.[0] ?? "";
  const sources = (propertyDependencies[property] ?? []).filter(({ type }) => type === account);
  return sources.length === 1 ? sources[0] : undefined;
}
