import { stackPolicy } from "../policy";
import { Unknown } from "../values";
import { Accounts, account } from "./accounts";
import { grantsIn } from "./bindings";
import { isIam } from "./grants";
import { Running } from "./running";
import { isWorkload } from "./workloads";

/** Roles that change what runs, or as whom. */
const deploying = [
  "roles/artifactregistry.repoAdmin",
  "roles/artifactregistry.writer",
  "roles/cloudbuild.builds.builder",
  "roles/cloudbuild.builds.editor",
  "roles/clouddeploy.developer",
  "roles/clouddeploy.releaser",
  "roles/cloudfunctions.developer",
  "roles/cloudscheduler.admin",
  "roles/deploymentmanager.editor",
  "roles/eventarc.developer",
  "roles/iam.roleAdmin",
  "roles/iam.serviceAccountCreator",
  "roles/run.admin",
  "roles/run.builder",
  "roles/run.developer",
  "roles/run.sourceDeveloper",
  "roles/serviceusage.serviceUsageAdmin",
  "roles/workflows.editor",
];

export default stackPolicy({
  name: "workload-does-not-deploy",
  refuses: "a workload whose account may change what runs",
  because: "whoever takes over the workload then replaces others, and stays when it is deployed anew",
  fix:
    "let the deployer's account do it, which nothing runs as; to have a job run from a workload grant roles/run.invoker on " +
    "the job (Flotilla: can: [job.run()])",
  severity: "high",
  applies: (type) => type === account || isWorkload(type) || isIam(type),
  checkStack(resources, report) {
    const accounts = new Accounts(resources);
    const running = new Running(resources, accounts);
    for (const grant of resources.filter(({ type }) => isIam(type)))
      for (const { role, member, path } of grantsIn(grant.props)) {
        if (role !== Unknown && !deploying.includes(String(role))) continue;
        const named = accounts.named(grant, path, member);
        const workload = named && running.as(named.key);
        if (named === undefined || role === Unknown) report.unknown(grant, path);
        else if (workload !== undefined)
          report.violation(grant, path, `gives ${named.called} ${String(role)}, and "${workload}" runs as it`);
        else if (running.hasUnnamed) report.unknown(grant, path);
      }
  },
});
