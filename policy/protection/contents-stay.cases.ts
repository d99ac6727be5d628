import { cases } from "../cases";
import { Unknown } from "../values";
import policy from "./contents-stay";

export default cases(policy, {
  passing: [
    { title: "goes when it is empty", type: "gcp:storage/bucket:Bucket", props: { forceDestroy: false } },
    { title: "says nothing", type: "gcp:storage/bucket:Bucket", props: { location: "EU" } },
  ],
  failing: [
    {
      title: "empties a bucket",
      type: "gcp:storage/bucket:Bucket",
      props: { forceDestroy: true },
      at: ["forceDestroy"],
    },
    {
      title: "takes the tables along",
      type: "gcp:bigquery/dataset:Dataset",
      props: { deleteContentsOnDestroy: true },
      at: ["deleteContentsOnDestroy"],
    },
  ],
  unknown: [{ title: "takes it from elsewhere", type: "gcp:storage/bucket:Bucket", props: { forceDestroy: Unknown } }],
});
