/** An instance starts when its buckets are mounted, and a revision is ready when an instance has started. */
import type { Rule } from "../rule";
import { RevisionNotReady } from "./secret-access.rule";
import { withheldBuckets } from "./withheld-buckets";

export const bucketAccess: Rule = {
  name: "bucket-access",
  demands: "The account of a service or a worker pool may list the objects of the buckets that it mounts.",
  answer:
    "The service is not ready, in the words of Cloud Storage FUSE: SetUpBucket: OpenBucket: Bad credentials for bucket …: " +
    "permission denied",
  sources: [
    "https://cloud.google.com/storage/docs/gcsfuse-troubleshooting",
    "https://cloud.google.com/run/docs/configuring/services/cloud-storage-volume-mounts",
    "no source found for Cloud Run's own words around those",
  ],
  types: ["gcp:cloudrunv2/service:Service", "gcp:cloudrunv2/workerPool:WorkerPool"],
  before: ["create", "update"],
  check(request) {
    const denied = withheldBuckets(request.world, request.project, request.inputs).filter(
      ({ lacks }) => lacks === "list",
    );
    if (denied.length === 0) return;
    const reasons = denied.map(
      ({ path, bucket, account }) =>
        `${path}: mounting failed for ${account}: SetUpBucket: OpenBucket: Bad credentials for bucket "${bucket}": permission denied`,
    );
    throw new RevisionNotReady(request, reasons);
  },
};
