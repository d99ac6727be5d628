import { cases } from "../cases";
import policy from "./storage-no-access-lists";

export default cases(policy, {
  passing: [
    {
      title: "says nothing, which the provider refuses",
      type: "gcp:storage/bucketACL:BucketACL",
      props: { bucket: "b" },
    },
  ],
  failing: [
    {
      title: "publishes a bucket in one word",
      type: "gcp:storage/bucketACL:BucketACL",
      props: { bucket: "b", predefinedAcl: "publicRead" },
      at: ["predefinedAcl"],
    },
    {
      title: "publishes what is yet to be written",
      type: "gcp:storage/bucketACL:BucketACL",
      props: { bucket: "b", defaultAcl: "publicRead" },
      at: ["defaultAcl"],
    },
    {
      title: "lets a colleague in beside IAM",
      type: "gcp:storage/objectAccessControl:ObjectAccessControl",
      props: { bucket: "b", object: "report.csv", role: "READER", entity: "user-ada@example.dev" },
      at: ["entity"],
    },
    {
      title: "has a list for objects that come",
      type: "gcp:storage/defaultObjectACL:DefaultObjectACL",
      props: { bucket: "b", roleEntities: ["READER:allUsers"] },
      at: ["roleEntities"],
    },
  ],
  unknown: "an access list is one, whatever it says",
});
