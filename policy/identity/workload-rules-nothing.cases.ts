import { type CaseResource, stackCases } from "../cases";
import { Unknown, type Value } from "../values";
import { projectGrant } from "./project-grant";
import { email, service } from "./running-service";
import policy from "./workload-rules-nothing";

const onTopic = (role: Value, member: Value = `serviceAccount:${email}`, madeFrom: string[] = []): CaseResource => ({
  type: "gcp:pubsub/topicIAMMember:TopicIAMMember",
  name: "grant",
  props: { topic: "pushed", role, member },
  madeFrom: { member: madeFrom },
});

export default stackCases(policy, {
  passing: [
    { title: "may only publish", stack: [service(), onTopic("roles/pubsub.publisher")] },
    {
      title: "writes into a table",
      stack: [service(), { ...onTopic("roles/bigquery.dataEditor"), type: "gcp:bigquery/iamMember:IamMember" }],
    },
    { title: "is administered by people", stack: [service(), onTopic("roles/pubsub.admin", "group:ops@example.dev")] },
    {
      title: "leaves the topic to an account that runs nothing",
      stack: [service(), onTopic("roles/pubsub.admin", "serviceAccount:deploy@example.iam.gserviceaccount.com")],
    },
  ],
  failing: [
    {
      title: "rules over the topic it publishes to",
      stack: [service(), onTopic("roles/pubsub.admin")],
      at: ["member"],
    },
    {
      title: "edits every database of the project",
      stack: [service(), projectGrant("roles/cloudsql.editor", `serviceAccount:${email}`) as CaseResource],
      at: ["member"],
    },
    {
      title: "deletes databases by a role of the stack's own",
      stack: [
        service(),
        {
          type: "gcp:projects/iAMCustomRole:IAMCustomRole",
          name: "sleep",
          props: {
            name: "projects/example/roles/sleep",
            permissions: ["cloudsql.instances.get", "cloudsql.instances.delete"],
          },
        },
        projectGrant("projects/example/roles/sleep", `serviceAccount:${email}`) as CaseResource,
      ],
      at: ["member"],
    },
    {
      title: "is called by a schedule that rules over the topic",
      stack: [
        {
          type: "gcp:cloudscheduler/job:Job",
          name: "nightly",
          props: { httpTarget: { uri: "https://registry.example.dev", oidcToken: { serviceAccountEmail: email } } },
        },
        onTopic("roles/pubsub.editor"),
      ],
      at: ["member"],
    },
    {
      title: "rules over the objects of a bucket",
      stack: [
        service(),
        {
          type: "gcp:storage/bucketIAMBinding:BucketIAMBinding",
          name: "objects",
          props: { bucket: "layers", role: "roles/storage.objectAdmin", members: [`serviceAccount:${email}`] },
        },
      ],
      at: ["members[0]"],
    },
    {
      title: "is made in this run, and owns a data set",
      stack: [
        { type: "gcp:serviceaccount/account:Account", name: "account", props: { email: Unknown } },
        service(Unknown, ["account"]),
        {
          type: "gcp:bigquery/datasetIamMember:DatasetIamMember",
          name: "owner",
          props: { datasetId: "pulls", role: "roles/bigquery.dataOwner", member: Unknown },
          madeFrom: { member: ["account"] },
        },
      ],
      at: ["member"],
    },
  ],
  unknown: [
    { title: "may run as the administrator", stack: [service(Unknown), onTopic("roles/pubsub.admin")] },
    { title: "has a role that is not known yet", stack: [service(), onTopic(Unknown)] },
  ],
  notApplicable: [{ title: "runs nothing", stack: [{ type: "gcp:storage/bucket:Bucket", props: {} }] }],
});
