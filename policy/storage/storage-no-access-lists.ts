import { policy } from "../policy";
import { isSet } from "../settings";

/** What says in an access list who may do something, and the properties that say it. */
const lists: Readonly<Record<string, readonly string[]>> = {
  "gcp:storage/bucketACL:BucketACL": ["predefinedAcl", "defaultAcl", "roleEntities"],
  "gcp:storage/bucketAccessControl:BucketAccessControl": ["entity"],
  "gcp:storage/defaultObjectACL:DefaultObjectACL": ["roleEntities"],
  "gcp:storage/defaultObjectAccessControl:DefaultObjectAccessControl": ["entity"],
  "gcp:storage/objectACL:ObjectACL": ["predefinedAcl", "roleEntities"],
  "gcp:storage/objectAccessControl:ObjectAccessControl": ["entity"],
};

export default policy({
  name: "storage-no-access-lists",
  refuses: "an access list on a bucket or its objects",
  because:
    "it gives rights beside IAM, which no review of grants shows, and predefined ones such as publicRead give them to everyone",
  fix: "take it away, set uniformBucketLevelAccess on the bucket to true, and grant a role on the bucket (BucketIAMMember)",
  severity: "high",
  applies: Object.keys(lists),
  check({ type, props }, { violation }) {
    for (const property of lists[type] ?? [])
      if (isSet(props[property])) violation(property, "gives a right that IAM does not know");
  },
});
