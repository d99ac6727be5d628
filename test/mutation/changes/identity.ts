import { type BadChange, type BadChanges, becomes, gains, option, without } from "../bad-change";
import { badMembers, badRoles, defaultAccount, having, named, people, personsOutsideDevelopment } from "./subjects";

const projectRoles: readonly (readonly [string, string])[] = [
  ["roles/viewer", "it reads the configuration of everything"],
  ["roles/run.invoker", "it calls every service"],
  ["roles/run.admin", "it replaces every service"],
  ["roles/run.developer", "it replaces every service"],
  ["roles/secretmanager.secretAccessor", "it reads every secret"],
  ["roles/secretmanager.admin", "it reads and replaces every secret"],
  ["roles/iam.serviceAccountUser", "it runs as whom it likes"],
  ["roles/iam.serviceAccountTokenCreator", "it acts as whom it likes"],
  ["roles/iam.serviceAccountKeyAdmin", "it makes keys that never end"],
  ["roles/iam.workloadIdentityUser", "it acts as whom it likes"],
  ["roles/resourcemanager.projectIamAdmin", "it gives itself what it likes"],
  ["roles/iam.securityAdmin", "it gives itself what it likes"],
  ["roles/cloudsql.admin", "it deletes databases"],
  ["roles/cloudsql.editor", "it restarts databases"],
  ["roles/storage.objectViewer", "it reads every bucket"],
  ["roles/storage.admin", "it deletes buckets"],
  ["roles/bigquery.dataEditor", "it rewrites what was recorded"],
  ["roles/bigquery.dataViewer", "it reads every event"],
  ["roles/bigquery.admin", "it rewrites what was recorded"],
  ["roles/pubsub.publisher", "it publishes every event"],
  ["roles/pubsub.editor", "it deletes subscriptions, and what they hold"],
  ["roles/cloudkms.cryptoKeyEncrypterDecrypter", "it uses every key"],
  ["roles/cloudkms.signer", "it signs with every key"],
  ["roles/cloudkms.admin", "it rules over every key"],
  ["roles/compute.networkAdmin", "it opens the network"],
  ["roles/artifactregistry.writer", "it replaces the images that run"],
  ["roles/logging.admin", "it deletes the trace of what it did"],
];

const permissions: readonly (readonly [string, string])[] = [
  ["iam.serviceAccounts.actAs", "runs as whom it likes"],
  ["iam.serviceAccounts.getAccessToken", "acts as whom it likes"],
  ["iam.serviceAccounts.signJwt", "acts as whom it likes"],
  ["iam.serviceAccountKeys.create", "makes keys that never end"],
  ["resourcemanager.projects.setIamPolicy", "gives itself what it likes"],
  ["run.services.setIamPolicy", "lets in whom it likes"],
  ["run.services.update", "replaces what others run"],
  ["run.routes.invoke", "calls every service"],
  ["secretmanager.versions.access", "reads every secret"],
  ["cloudkms.cryptoKeyVersions.useToSign", "signs with every key"],
  ["cloudkms.cryptoKeyVersions.useToDecrypt", "decrypts with every key"],
  ["cloudsql.instances.delete", "deletes databases"],
  ["bigquery.tables.updateData", "rewrites what was recorded"],
  ["bigquery.tables.getData", "reads every event"],
  ["pubsub.topics.publish", "publishes every event"],
  ["storage.objects.get", "reads every bucket"],
  ["logging.logs.delete", "deletes the trace of what it did"],
  ["iam.roles.update", "gives itself what it likes"],
];

/** What every workload holds: whatever comes in there, all of them have. */
const observing: readonly BadChange[] = permissions.map(([permission, what]) =>
  gains("permissions", permission, `every workload that holds the role ${what}`, { of: named("observe") }),
);

export const identity: BadChanges = {
  "gcp:projects/iAMMember:IAMMember": [
    ...badMembers,
    ...personsOutsideDevelopment,
    ...badRoles,
    ...projectRoles.map(([role, harm]) => becomes("role", role, harm)),
    becomes(
      "role",
      "projects/registry-elsewhere/roles/observe",
      "who has that other project decides what the role may do",
    ),
    without("condition", "it holds for every instance of the project", { of: having("condition") }),
    becomes("condition.expression", "true", "it holds for every instance of the project", { of: having("condition") }),
    becomes("project", "registry-elsewhere", "it may do so in another project"),
  ],
  "gcp:projects/iAMCustomRole:IAMCustomRole": [
    ...observing,
    becomes("permissions", [], "nobody writes metrics any more"),
    option(
      "protection by Pulumi is taken away",
      { protect: false },
      "one wrong word deletes it, and its name is gone for 37 days",
    ),
  ],
  "gcp:serviceaccount/account:Account": [
    becomes(
      "createIgnoreAlreadyExists",
      true,
      "it takes over an account of that name, with all that was granted to it",
    ),
    becomes("disabled", true, "whatever runs as it is refused everything"),
    becomes("project", "registry-elsewhere", "who rules that other project rules the account"),
    becomes("accountId", "app", "two letters less than the cloud takes"),
  ],
  "gcp:serviceaccount/iAMMember:IAMMember": [
    ...badMembers,
    ...people,
    ...badRoles,
    becomes("role", "roles/iam.serviceAccountAdmin", "it rules over the account as which it acts"),
    becomes("role", "roles/iam.serviceAccountKeyAdmin", "it makes keys of the account that never end"),
    becomes("member", "serviceAccount:run-notifier@{project}.iam.gserviceaccount.com", "a workload acts as another"),
    becomes(
      "serviceAccountId",
      `projects/{project}/serviceAccounts/${defaultAccount}`,
      "Google's agent acts as the powerful account",
    ),
  ],
  "gcp:projects/defaultServiceAccounts:DefaultServiceAccounts": [
    becomes("restorePolicy", "REVERT", "a teardown gives the default account its power back"),
    becomes("action", "NOTHING", "the default account keeps its power"),
  ],
  "gcp:projects/service:Service": [
    becomes("disableOnDestroy", true, "a teardown switches it off for everybody in the project"),
    becomes("disableDependentServices", true, "a teardown switches off what others use"),
  ],
  "gcp:projects/serviceIdentity:ServiceIdentity": [
    becomes("project", "registry-elsewhere", "the agent is another project's"),
  ],
};
