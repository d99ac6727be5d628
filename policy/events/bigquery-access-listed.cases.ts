import { cases } from "../cases";
import { Unknown } from "../values";
import policy from "./bigquery-access-listed";

const type = "gcp:bigquery/dataset:Dataset";
const owners = { role: "OWNER", specialGroup: "projectOwners" };

export default cases(policy, {
  passing: [
    {
      title: "says who reads it",
      type,
      props: { datasetId: "shown", accesses: [owners, { role: "READER", groupByEmail: "analysts@example.dev" }] },
    },
    { title: "is for the owners alone", type, props: { datasetId: "scratch", accesses: [owners] } },
  ],
  failing: [
    { title: "says nothing", type, props: { datasetId: "scratch", location: "europe-west1" }, at: ["accesses"] },
    { title: "has an empty list, which says nothing", type, props: { accesses: [] }, at: ["accesses"] },
    {
      title: "has the list that the console shows of a new one",
      type,
      props: {
        accesses: [
          { role: "WRITER", specialGroup: "projectWriters" },
          owners,
          { role: "READER", specialGroup: "projectReaders" },
        ],
      },
      at: ["accesses[0].specialGroup", "accesses[2].specialGroup"],
    },
    {
      title: "is opened to them later",
      type: "gcp:bigquery/datasetAccess:DatasetAccess",
      props: { datasetId: "shown", role: "READER", specialGroup: "projectReaders" },
      at: ["specialGroup"],
    },
  ],
  unknown: [
    { title: "takes its list from elsewhere", type, props: { accesses: Unknown } },
    {
      title: "is read by somebody made in this run",
      type,
      props: { accesses: [{ role: "READER", iamMember: Unknown }] },
    },
  ],
});
