import { stackPolicy } from "../policy";
import { account } from "./accounts";
import { callers } from "./callers";
import { customRole } from "./custom-roles";
import { isIam } from "./grants";
import { refuseToWorkloads } from "./workload-grants";
import { isWorkload } from "./workloads";

/** Roles that change what runs, what may, or as whom. */
const deploying = [
  "roles/artifactregistry.repoAdmin",
  "roles/artifactregistry.writer",
  "roles/binaryauthorization.admin",
  "roles/binaryauthorization.attestorsAdmin",
  "roles/binaryauthorization.attestorsEditor",
  "roles/binaryauthorization.policyAdmin",
  "roles/binaryauthorization.policyEditor",
  "roles/cloudbuild.builds.builder",
  "roles/cloudbuild.builds.editor",
  "roles/clouddeploy.developer",
  "roles/clouddeploy.releaser",
  "roles/cloudfunctions.developer",
  "roles/cloudscheduler.admin",
  "roles/containeranalysis.admin",
  "roles/containeranalysis.editor",
  "roles/containeranalysis.notes.attacher",
  "roles/containeranalysis.notes.editor",
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

/** In a role of one's own. */
const changing =
  /^(run\.(services|jobs|workerpools|revisions)|cloudfunctions\.functions|cloudbuild\.builds|cloudscheduler\.jobs|eventarc\.triggers|workflows\.workflows)\.(create|delete|update)$|^binaryauthorization\.(policy|platformPolicies|attestors)\.(create|delete|update|replace|setIamPolicy)$|^containeranalysis\.notes\.(attachOccurrence|setIamPolicy)$|^artifactregistry\.(repositories|tags|versions)\.(uploadArtifacts|deleteArtifacts|create|delete|update)$/;

export default stackPolicy({
  name: "workload-does-not-deploy",
  refuses: "a workload whose account may change what runs",
  because: "whoever takes over the workload then replaces others, and stays when it is deployed anew",
  fix:
    "let the deployer's account do it, which nothing runs as; to have a job run from a workload grant roles/run.invoker on " +
    "the job (Flotilla: can: [job.run()])",
  severity: "high",
  applies: (type) => type === account || type === customRole || type in callers || isWorkload(type) || isIam(type),
  checkStack(resources, report) {
    const refused = { grants: isIam, role: (role: string) => deploying.includes(role), permission: changing };
    refuseToWorkloads(resources, refused, report);
  },
});
