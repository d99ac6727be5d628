/** Buckets that workloads mount as folders. */
import type { StackResource } from "../policy";
import { at, find, type Value } from "../values";

export const bucket = "gcp:storage/bucket:Bucket";

/** Where a workload says what it mounts. */
const volumes: Readonly<Record<string, string>> = {
  "gcp:cloudrunv2/job:Job": "template.template?.volumes[].gcs?",
  "gcp:cloudrunv2/service:Service": "template?.volumes[].gcs?",
  "gcp:cloudrunv2/workerPool:WorkerPool": "template?.volumes[].gcs?",
};

export const mounting: readonly string[] = Object.keys(volumes);

export interface Mount {
  /** Where it names the bucket. */
  path: string;
  bucket: Value | undefined;
  readOnly: Value | undefined;
}

export function mountsIn({ type, props }: StackResource): Mount[] {
  const pattern = volumes[type];
  if (pattern === undefined) return [];
  return find(props, pattern).map(({ path, value }) => ({
    path: `${path}.bucket`,
    bucket: at(value, "bucket"),
    readOnly: at(value, "readOnly"),
  }));
}
