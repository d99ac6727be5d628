import { type CaseResource, stackCases } from "../cases";
import { Unknown, type Value } from "../values";
import { email, service } from "./running-service";
import policy from "./workload-does-not-deploy";

const developer = "roles/run.developer";

const grant = (role: Value, member: Value = `serviceAccount:${email}`, madeFrom: string[] = []): CaseResource => ({
  type: "gcp:projects/iAMMember:IAMMember",
  name: "project",
  props: { project: "example", role, member },
  madeFrom: { member: madeFrom },
});

export default stackCases(policy, {
  passing: [
    { title: "may only call", stack: [service(), grant("roles/run.invoker")] },
    {
      title: "is deployed by another",
      stack: [service(), grant(developer, "serviceAccount:deploy@example.iam.gserviceaccount.com")],
    },
    { title: "is deployed by people", stack: [service(), grant(developer, "group:operators@example.dev")] },
  ],
  failing: [
    { title: "may deploy services", stack: [service(), grant(developer)], at: ["member"] },
    {
      title: "may replace services, by a role of the stack's own",
      stack: [
        service(),
        {
          type: "gcp:projects/iAMCustomRole:IAMCustomRole",
          name: "observe",
          props: {
            name: "projects/example/roles/observe",
            permissions: ["cloudtrace.traces.patch", "run.services.update"],
          },
        },
        grant("projects/example/roles/observe"),
      ],
      at: ["member"],
    },
    {
      title: "may vouch for images, of which one is to be its successor",
      stack: [
        service(),
        {
          type: "gcp:containeranalysis/noteIamMember:NoteIamMember",
          name: "built",
          props: {
            project: "example",
            note: "built",
            role: "roles/containeranalysis.notes.attacher",
            member: `serviceAccount:${email}`,
          },
        },
      ],
      at: ["member"],
    },
    {
      title: "may change which images are admitted",
      stack: [service(), grant("roles/binaryauthorization.policyEditor")],
      at: ["member"],
    },
    {
      title: "is a schedule that may deploy services",
      stack: [
        {
          type: "gcp:cloudscheduler/job:Job",
          name: "nightly",
          props: { httpTarget: { uri: "https://registry.example.dev", oidcToken: { serviceAccountEmail: email } } },
        },
        grant(developer),
      ],
      at: ["member"],
    },
    {
      title: "may write images, in one repository",
      stack: [
        service(),
        {
          type: "gcp:artifactregistry/repositoryIamMember:RepositoryIamMember",
          name: "images",
          props: { repository: "images", role: "roles/artifactregistry.writer", member: `serviceAccount:${email}` },
        },
      ],
      at: ["member"],
    },
    {
      title: "is made in this run, and may make accounts",
      stack: [
        { type: "gcp:serviceaccount/account:Account", name: "account", props: { email: Unknown } },
        service(Unknown, ["account"]),
        grant("roles/iam.serviceAccountCreator", Unknown, ["account"]),
      ],
      at: ["member"],
    },
    {
      title: "is a worker pool that starts builds",
      stack: [
        {
          type: "gcp:cloudrunv2/workerPool:WorkerPool",
          name: "worker",
          props: { name: "worker", template: { serviceAccount: email } },
        },
        grant("roles/cloudbuild.builds.editor"),
      ],
      at: ["member"],
    },
  ],
  unknown: [
    { title: "may be deployed by itself", stack: [service(Unknown), grant(developer)] },
    { title: "is deployed by an account from outside the stack", stack: [service(), grant(developer, Unknown)] },
    { title: "has a role that is not known yet", stack: [service(), grant(Unknown)] },
  ],
  notApplicable: [{ title: "runs nothing", stack: [{ type: "gcp:storage/bucket:Bucket", props: {} }] }],
});
