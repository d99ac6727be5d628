import { type CaseResource, stackCases } from "../cases";
import { type Props, Unknown, type Value } from "../values";
import policy from "./recorded-read-by-groups";

const owners = { role: "OWNER", specialGroup: "projectOwners" };
const analysts = { role: "READER", groupByEmail: "analysts@example.dev" };
const ada = { role: "READER", userByEmail: "ada@example.dev" };
const shows = { dataset: { dataset: { projectId: "example", datasetId: "shown" }, targetTypes: ["VIEWS"] } };

const dataset = (name: string, accesses: Value): CaseResource => ({
  type: "gcp:bigquery/dataset:Dataset",
  name,
  props: { datasetId: name, accesses },
});

const records = (table: Value = "example.recorded.pulls"): CaseResource => ({
  type: "gcp:pubsub/subscription:Subscription",
  name: "record",
  props: { topic: "pulls", bigqueryConfig: { table } },
});

const grant = (props: Props): CaseResource => ({
  type: "gcp:bigquery/datasetIamMember:DatasetIamMember",
  name: "read",
  props: { datasetId: "recorded", role: "roles/bigquery.dataViewer", ...props },
});

export default stackCases(policy, {
  passing: [
    {
      title: "is read by a group, through views",
      stack: [records(), dataset("recorded", [owners, shows]), dataset("shown", [owners, analysts])],
    },
    {
      title: "is granted to a group",
      stack: [records(), grant({ member: "group:analysts@example.dev" })],
    },
    {
      title: "is nothing that is recorded",
      stack: [records(), dataset("scratch", [ada])],
    },
    {
      title: "tells a person what columns it has, and no more",
      stack: [records(), grant({ role: "roles/bigquery.metadataViewer", member: "user:ada@example.dev" })],
    },
  ],
  failing: [
    {
      title: "is read by a person",
      stack: [records(), dataset("recorded", [owners, ada])],
      at: ["accesses[1].userByEmail"],
    },
    {
      title: "is read by a person, through views",
      stack: [records(), dataset("recorded", [shows]), dataset("shown", [analysts, ada])],
      at: ["accesses[1].userByEmail"],
    },
    {
      title: "is read by the project's viewers",
      stack: [records(), dataset("recorded", [{ role: "READER", specialGroup: "projectReaders" }])],
      at: ["accesses[0].specialGroup"],
    },
    { title: "is granted to a person", stack: [records(), grant({ member: "user:ada@example.dev" })], at: ["member"] },
  ],
  unknown: [
    { title: "is read by somebody made in this run", stack: [records(), grant({ member: Unknown })] },
    { title: "is maybe recorded into", stack: [records(Unknown), dataset("recorded", [ada])] },
  ],
  notApplicable: [{ title: "is a bucket", stack: [{ type: "gcp:storage/bucket:Bucket", props: {} }] }],
});
