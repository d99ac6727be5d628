/**
 * Buckets of Cloud Storage that workloads mount: each is one folder of this machine, for all who mount it, and stays between
 * two runs for as long as the bucket is there.
 */
import { existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { World } from "../cloud/world";
import { type Mount, storageBucketsIn } from "./plan";

/** A mount, with the folder that stands in for it. */
export interface MountedHere extends Mount {
  here: string;
}

export class BucketFolders {
  /** @param place where all of them are */
  constructor(private readonly place: string) {}

  /** Those of buckets that are gone go too. */
  align(world: World): void {
    if (!existsSync(this.place)) return;
    const mounted = storageBucketsIn(world);
    for (const bucket of readdirSync(this.place))
      if (!mounted.includes(bucket)) rmSync(join(this.place, bucket), { recursive: true, force: true });
  }

  /** Makes what is not there yet. */
  of(mounts: readonly Mount[]): MountedHere[] {
    return mounts.map((mount) => {
      const here = join(this.place, mount.bucket);
      mkdirSync(here, { recursive: true });
      return { ...mount, here };
    });
  }
}

/** A variable that is the path of a folder, or of something in it, leads to what stands in for it. */
export function leadToFolders(value: string, mounts: readonly Pick<MountedHere, "path" | "here">[]): string {
  const mount = mounts.find(({ path }) => value === path || value.startsWith(`${path}/`));
  return mount ? mount.here + value.slice(mount.path.length) : value;
}
