/** The buckets that a workload mounts and would not get, or not as it wants them. */
import type { PropertyMap } from "../../values";
import { allows } from "../iam/grants";
import { projectNumber } from "../projects/number";
import type { World } from "../world";
import { accountOf, bucketsOf, type MountedBucket } from "./revision";

export interface WithheldBucket extends MountedBucket {
  account: string;
  /** What its account may not do: see the files, so that no instance starts, or write them. */
  lacks: "list" | "write";
}

/** Those that the world does not have may be another project's, and are not ours to tell. */
export function withheldBuckets(world: World, project: string, inputs: PropertyMap): WithheldBucket[] {
  const buckets = bucketsOf(inputs);
  if (buckets.length === 0) return [];
  const account = accountOf(inputs, projectNumber(world, project, inputs));
  return buckets.flatMap((mounted): WithheldBucket[] => {
    const record = world.get("gcp:storage/bucket:Bucket", mounted.bucket);
    if (!record) return [];
    const on = { id: `b/${mounted.bucket}`, project: String(record.inputs.project ?? project) };
    const may = (permission: "storage.objects.list" | "storage.objects.create") =>
      allows(world, `serviceAccount:${account}`, permission, on);
    if (!may("storage.objects.list")) return [{ ...mounted, account, lacks: "list" }];
    if (!mounted.readOnly && !may("storage.objects.create")) return [{ ...mounted, account, lacks: "write" }];
    return [];
  });
}
