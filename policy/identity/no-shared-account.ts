import { type StackReport, type StackResource, stackPolicy } from "../policy";
import { find } from "../values";
import { Accounts, account, type NamedAccount } from "./accounts";
import { accountPath, workloads } from "./workloads";

interface Use extends NamedAccount {
  workload: StackResource;
  path: string;
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
  const accounts = new Accounts(resources);
  for (const workload of resources) {
    const pattern = accountPath(workload.type);
    if (pattern === undefined) continue;
    for (const { path, value } of find(workload.props, pattern)) {
      if (value === undefined || value === "") continue;
      const named = accounts.named(workload, path, value);
      if (named === undefined) report.unknown(workload, path);
      else yield { workload, path, ...named };
    }
  }
}
