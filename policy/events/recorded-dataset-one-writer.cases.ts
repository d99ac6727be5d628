import { type CaseResource, stackCases } from "../cases";
import { type Props, Unknown, type Value } from "../values";
import policy from "./recorded-dataset-one-writer";

const recorder = "record-events@example.iam.gserviceaccount.com";
const push = "run-push@example.iam.gserviceaccount.com";
const owners = { role: "OWNER", specialGroup: "projectOwners" };
const writer = { role: "WRITER", userByEmail: recorder };

const dataset = (accesses: Value | undefined, datasetId: Value = "recorded"): CaseResource => ({
  type: "gcp:bigquery/dataset:Dataset",
  name: "recorded",
  props: { datasetId, ...(accesses !== undefined && { accesses }) },
});

const records = (bigqueryConfig: Props, madeFrom: string[] = []): CaseResource => ({
  type: "gcp:pubsub/subscription:Subscription",
  name: "record",
  props: { topic: "pulls", bigqueryConfig },
  madeFrom: { bigqueryConfig: madeFrom },
});

const into = { table: "example.recorded.pulls", serviceAccountEmail: recorder };

const grant = (type: string, props: Props): CaseResource => ({ type: `gcp:bigquery/${type}`, name: "spy", props });
const onProject = (role: Value, member: Value): CaseResource => ({
  type: "gcp:projects/iAMMember:IAMMember",
  name: "spy",
  props: { project: "example", role, member },
});

const sound = [dataset([owners, writer]), records(into)];

export default stackCases(policy, {
  passing: [
    { title: "has one writer", stack: sound },
    {
      title: "has one writer, made in this run",
      stack: [
        { type: "gcp:serviceaccount/account:Account", name: "recorder", props: { email: Unknown } },
        {
          type: "gcp:bigquery/table:Table",
          name: "pulls",
          props: { tableId: "pulls", datasetId: "recorded" },
        },
        records({ table: Unknown, serviceAccountEmail: Unknown }, ["pulls", "recorder"]),
        {
          ...dataset([owners, { role: "WRITER", userByEmail: Unknown }]),
          madeFrom: { accesses: ["recorder"] },
        },
      ],
    },
    {
      title: "has one writer, by a grant, beside readers",
      stack: [
        dataset([owners, { role: "READER", groupByEmail: "analysts@example.dev" }]),
        records(into),
        grant("datasetIamMember:DatasetIamMember", {
          datasetId: "recorded",
          role: "roles/bigquery.dataEditor",
          member: `serviceAccount:${recorder}`,
        }),
        onProject("roles/bigquery.jobUser", "group:analysts@example.dev"),
      ],
    },
    {
      title: "is another data set, with other writers",
      stack: [
        ...sound,
        { ...dataset([{ role: "WRITER", userByEmail: push }], "scratch"), name: "scratch" },
        grant("datasetAccess:DatasetAccess", { datasetId: "scratch", role: "WRITER", userByEmail: push }),
      ],
    },
    {
      title: "is written into by nothing",
      stack: [dataset(undefined), onProject("roles/editor", `user:ada@example.dev`)],
    },
  ],
  failing: [
    {
      title: "has a second writer in its own list",
      stack: [dataset([owners, writer, { role: "WRITER", userByEmail: push }]), records(into)],
      at: ["accesses[2].userByEmail"],
    },
    {
      title: "has the project's editors in its own list",
      stack: [dataset([owners, writer, { role: "WRITER", specialGroup: "projectWriters" }]), records(into)],
      at: ["accesses[2].specialGroup"],
    },
    { title: "has the list that BigQuery gives it", stack: [dataset(undefined), records(into)], at: ["accesses"] },
    {
      title: "has a second writer by an access",
      stack: [
        ...sound,
        grant("datasetAccess:DatasetAccess", { datasetId: "recorded", role: "WRITER", userByEmail: push }),
      ],
      at: ["userByEmail"],
    },
    {
      title: "has a second writer by a grant",
      stack: [
        ...sound,
        grant("datasetIamMember:DatasetIamMember", {
          datasetId: "projects/example/datasets/recorded",
          role: "roles/bigquery.dataOwner",
          member: "group:analysts@example.dev",
        }),
      ],
      at: ["member"],
    },
    {
      title: "has a second writer by a role that nobody sees into",
      stack: [
        ...sound,
        grant("datasetIamBinding:DatasetIamBinding", {
          datasetId: "recorded",
          role: "projects/example/roles/support",
          members: [`serviceAccount:${recorder}`, `serviceAccount:${push}`],
        }),
      ],
      at: ["members[1]"],
    },
    {
      title: "has a second writer on one table, in a whole policy",
      stack: [
        ...sound,
        grant("iamPolicy:IamPolicy", {
          datasetId: "recorded",
          tableId: "pulls",
          policyData: `{"bindings":[{"role":"roles/bigquery.dataEditor","members":["serviceAccount:${push}"]}]}`,
        }),
      ],
      at: ["policyData"],
    },
    ...["roles/bigquery.dataEditor", "roles/bigquery.admin", "roles/editor", "roles/owner"].map((role) => ({
      title: `has a second writer by ${role} in the project`,
      stack: [...sound, onProject(role, `serviceAccount:${push}`)],
      at: ["member"],
    })),
    {
      title: "has a second writer in the project, made in this run",
      stack: [...sound, onProject("roles/bigquery.dataOwner", Unknown)],
      at: ["member"],
    },
    {
      title: "is written into by Pub/Sub's own agent",
      stack: [dataset([owners]), records({ table: "example.recorded.pulls" })],
      at: ["bigqueryConfig.serviceAccountEmail"],
    },
    {
      title: "is written into by two accounts",
      stack: [...sound, { ...records({ ...into, serviceAccountEmail: push }), name: "other" }],
      at: ["bigqueryConfig.serviceAccountEmail"],
    },
  ],
  unknown: [
    { title: "takes its list from elsewhere", stack: [dataset(Unknown), records(into)] },
    {
      title: "has a writer that is not known yet",
      stack: [dataset([owners, { role: "WRITER", userByEmail: Unknown }]), records(into)],
    },
    {
      title: "may be written into",
      stack: [dataset([owners, writer, { role: "WRITER", userByEmail: push }]), records({ ...into, table: Unknown })],
    },
    { title: "takes a role in the project from a new resource", stack: [...sound, onProject(Unknown, push)] },
  ],
  notApplicable: [{ title: "is a bucket", stack: [{ type: "gcp:storage/bucket:Bucket", props: {} }] }],
});
