import { stackCases } from "../cases";
import { type Props, Unknown, type Value } from "../values";
import policy from "./storage-one-writer";

const bucket = { type: "gcp:storage/bucket:Bucket", name: "models", props: { name: "models-1f2e3d" } };
const mounts = (readOnly: Value | undefined, of: Value = "models-1f2e3d"): Props => ({
  name: "files",
  gcs: { bucket: of, ...(readOnly !== undefined && { readOnly }) },
});
const as = (account: Value, ...volumes: Props[]): Props => ({ serviceAccount: account, volumes });
const train = (volumes: Props) => ({
  type: "gcp:cloudrunv2/job:Job",
  name: "train",
  props: { name: "train", template: { template: as("job-train@example.iam.gserviceaccount.com", volumes) } },
});
const infer = (volumes: Props, region = "europe-west1") => ({
  type: "gcp:cloudrunv2/service:Service",
  name: `infer/${region}`,
  props: { name: "infer", location: region, template: as("run-infer@example.iam.gserviceaccount.com", volumes) },
});
const at = ["template.volumes[0].gcs.bucket"];

export default stackCases(policy, {
  passing: [
    { title: "is written by one and read by another", stack: [bucket, train(mounts(false)), infer(mounts(true))] },
    {
      title: "is written by one service in two regions",
      stack: [bucket, infer(mounts(false)), infer(mounts(false), "us-east4")],
    },
    { title: "is another bucket", stack: [bucket, train(mounts(false)), infer(mounts(false, "others"))] },
  ],
  failing: [
    { title: "is written by two", stack: [bucket, train(mounts(false)), infer(mounts(false))], at },
    { title: "is written by omission", stack: [bucket, train(mounts(undefined)), infer(mounts(undefined))], at },
    {
      title: "is made in this run, and written by two",
      stack: [
        { ...bucket, props: { name: Unknown } },
        { ...train(mounts(false, Unknown)), madeFrom: { template: ["models"] } },
        { ...infer(mounts(false, Unknown)), madeFrom: { template: ["models"] } },
      ],
      at,
    },
  ],
  unknown: [
    {
      title: "is a bucket that nobody knows yet",
      stack: [bucket, train(mounts(false)), infer(mounts(false, Unknown))],
    },
    { title: "may be mounted to read", stack: [bucket, train(mounts(false)), infer(mounts(Unknown))] },
  ],
});
