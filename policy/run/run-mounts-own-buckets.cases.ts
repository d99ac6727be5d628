import { stackCases } from "../cases";
import { type Props, Unknown, type Value } from "../values";
import policy from "./run-mounts-own-buckets";

const bucket = { type: "gcp:storage/bucket:Bucket", name: "models", props: { name: "models-1f2e3d" } };
const volume = (name: Value): Props => ({ volumes: [{ name: "files", gcs: { bucket: name, readOnly: true } }] });
const service = (template: Props) => ({
  type: "gcp:cloudrunv2/service:Service",
  name: "infer",
  props: { name: "infer", template },
});
const job = (template: Props) => ({
  type: "gcp:cloudrunv2/job:Job",
  name: "train",
  props: { name: "train", template: { template } },
});
const pool = (template: Props) => ({
  type: "gcp:cloudrunv2/workerPool:WorkerPool",
  name: "score",
  props: { name: "score", template },
});
const at = "template.volumes[0].gcs.bucket";

export default stackCases(policy, {
  passing: [
    { title: "mounts a bucket of the stack", stack: [bucket, service(volume("models-1f2e3d"))] },
    { title: "mounts nothing", stack: [bucket, service({ containers: [{}] })] },
    { title: "mounts a secret", stack: [service({ volumes: [{ name: "salt", secret: { secret: "salt" } }] })] },
    {
      title: "mounts a bucket that is made in this run",
      stack: [
        { ...bucket, props: { name: Unknown } },
        { ...service(volume(Unknown)), madeFrom: { template: ["models"] } },
      ],
    },
  ],
  failing: [
    { title: "mounts somebody else's", stack: [bucket, service(volume("elsewhere"))], at: [at] },
    { title: "is a worker pool that does", stack: [bucket, pool(volume("elsewhere"))], at: [at] },
    {
      title: "is a job that does",
      stack: [bucket, job(volume("elsewhere"))],
      at: ["template.template.volumes[0].gcs.bucket"],
    },
  ],
  unknown: [
    { title: "mounts what nobody knows yet", stack: [bucket, service(volume(Unknown))] },
    {
      title: "may mean a bucket whose name is made in this run",
      stack: [{ ...bucket, props: { name: Unknown } }, service(volume("models-1f2e3d"))],
    },
  ],
});
