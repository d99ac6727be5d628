import { stackCases } from "../cases";
import { Unknown } from "../values";
import policy from "./recorded-table-partitioned";
import { table, writes } from "./recording";

const timePartitioning = { type: "DAY", field: "publish_time", expirationMs: 7776000000 };

export default stackCases(policy, {
  passing: [
    { title: "has partitions that end", stack: [table({ timePartitioning }), writes("example.events.pulls")] },
    { title: "has none, and nothing writes into it", stack: [table(), writes("example.events.pushes")] },
  ],
  failing: [
    {
      title: "has no partitions",
      stack: [table(), writes("example.events.pulls")],
      at: ["timePartitioning"],
    },
    {
      title: "has no partitions, and is made in this run",
      stack: [table({ datasetId: Unknown }), writes(Unknown, ["pulls"])],
      at: ["timePartitioning"],
    },
    {
      title: "keeps its partitions for ever",
      stack: [table({ timePartitioning: { type: "DAY" } }), writes("example:events.pulls")],
      at: ["timePartitioning.expirationMs"],
    },
  ],
  unknown: [
    {
      title: "takes the end of its partitions from a new resource",
      stack: [table({ timePartitioning: { type: "DAY", expirationMs: Unknown } }), writes("example.events.pulls")],
    },
  ],
  notApplicable: [{ title: "is a bucket", stack: [{ type: "gcp:storage/bucket:Bucket", props: {} }] }],
});
