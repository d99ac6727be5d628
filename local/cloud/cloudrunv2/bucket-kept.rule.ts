/** A job mounts its buckets when it is run; and what is mounted can be taken away from what runs, or be mounted in vain. */
import type { DefectRule } from "../rule";
import { workloads } from "./revision";
import { withheldBuckets } from "./withheld-buckets";

export const bucketKept: DefectRule = {
  name: "bucket-kept",
  demands:
    "The account of a workload may list the objects of the buckets that it mounts, and write those that it mounts to write.",
  answer:
    "Accepted. No further instance starts: SetUpBucket: OpenBucket: Bad credentials for bucket …: permission denied. Where " +
    "only the right to write is missing, every write fails: Permission denied",
  sources: ["https://cloud.google.com/storage/docs/gcsfuse-troubleshooting", "GoogleCloudPlatform/gcsfuse#2705"],
  types: workloads,
  inspect({ inputs }, world) {
    const [first] = withheldBuckets(world, String(inputs.project), inputs);
    if (!first) return undefined;
    const { bucket, account, lacks } = first;
    if (lacks === "list")
      return `its next instance does not start: ${account} may not read the bucket ${bucket} that it mounts; grant it roles/storage.objectViewer on the bucket`;
    return `what it writes to its folder of the bucket ${bucket} is refused: ${account} may only read that; mount it read-only, or grant roles/storage.objectUser on the bucket`;
  },
};
