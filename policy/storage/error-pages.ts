/**
 * Pages in place of errors: the one thing that lies in a bucket which everyone may read, since the load balancer fetches it
 * as anybody would. What stands in an Edge is let through where it is judged alone, and `public-pages-alone` judges all of it.
 */
import { every, same } from "../known";
import type { Resource } from "../policy";
import type { Known } from "../values";

export const bucket = "gcp:storage/bucket:Bucket";
export const grantOnBucket = "gcp:storage/bucketIAMMember:BucketIAMMember";

const ofEdge = /(?:::|\$)flotilla:edge:Edge\$/;

/** Whether it is the bucket that an Edge keeps its pages in. */
export const holdsErrorPages = ({ type, urn }: Resource) => type === bucket && ofEdge.test(urn);

/** Whether it lets everyone read the pages of an Edge, each by its name, and do nothing else. */
export function opensErrorPages({ type, urn, props: { role, member } }: Resource): Known {
  if (type !== grantOnBucket || !ofEdge.test(urn)) return false;
  return every(same(role, "roles/storage.legacyObjectReader"), same(member, "allUsers"));
}
