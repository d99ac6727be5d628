import { cases } from "../cases";
import { Unknown } from "../values";
import policy from "./bigquery-not-public";

const type = "gcp:bigquery/dataset:Dataset";
const owners = { role: "OWNER", specialGroup: "projectOwners" };

export default cases(policy, {
  passing: [
    {
      title: "is read by a group",
      type,
      props: { datasetId: "events", accesses: [owners, { role: "READER", groupByEmail: "analysts@example.dev" }] },
    },
    { title: "names nobody", type, props: { datasetId: "events" } },
    {
      title: "is read by the views of another",
      type,
      props: {
        accesses: [{ dataset: { dataset: { projectId: "example", datasetId: "shown" }, targetTypes: ["VIEWS"] } }],
      },
    },
  ],
  failing: [
    {
      title: "is read by everyone who has an account",
      type,
      props: { accesses: [owners, { role: "READER", specialGroup: "allAuthenticatedUsers" }] },
      at: ["accesses[1].specialGroup"],
    },
    {
      title: "is read by everyone",
      type,
      props: { accesses: [{ role: "READER", iamMember: "allUsers" }] },
      at: ["accesses[0].iamMember"],
    },
    {
      title: "is read by a domain",
      type,
      props: { accesses: [{ role: "READER", domain: "example.dev" }] },
      at: ["accesses[0].domain"],
    },
    {
      title: "gets a reader of its own, who is everyone",
      type: "gcp:bigquery/datasetAccess:DatasetAccess",
      props: { datasetId: "events", role: "READER", specialGroup: "allAuthenticatedUsers" },
      at: ["specialGroup"],
    },
    {
      title: "is granted to everyone",
      type: "gcp:bigquery/datasetIamMember:DatasetIamMember",
      props: { datasetId: "events", role: "roles/bigquery.dataViewer", member: "allUsers" },
      at: ["member"],
    },
    {
      title: "is a table for a domain, among others",
      type: "gcp:bigquery/iamBinding:IamBinding",
      props: {
        datasetId: "events",
        tableId: "pulls",
        role: "roles/bigquery.dataViewer",
        members: ["group:analysts@example.dev", "domain:example.dev"],
      },
      at: ["members[1]"],
    },
  ],
  unknown: [
    {
      title: "is read by somebody made in this run",
      type,
      props: { accesses: [{ role: "READER", userByEmail: Unknown }] },
    },
    { title: "takes its readers from elsewhere", type, props: { accesses: [Unknown] } },
  ],
  notApplicable: [{ title: "is a table", type: "gcp:bigquery/table:Table", props: { datasetId: "events" } }],
});
