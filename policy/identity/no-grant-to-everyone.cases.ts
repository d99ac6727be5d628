import { cases } from "../cases";
import { Unknown } from "../values";
import policy from "./no-grant-to-everyone";

export default cases(policy, {
  passing: [
    {
      title: "names a group",
      type: "gcp:storage/bucketIAMMember:BucketIAMMember",
      props: { member: "group:ops@example.dev" },
    },
  ],
  failing: [
    {
      title: "publishes a bucket",
      type: "gcp:storage/bucketIAMMember:BucketIAMMember",
      props: { member: "allUsers" },
      at: ["member"],
    },
    {
      title: "opens a repository to all accounts",
      type: "gcp:artifactregistry/repositoryIamBinding:RepositoryIamBinding",
      props: { members: ["allAuthenticatedUsers"] },
      at: ["members[0]"],
    },
    {
      title: "publishes an object by its access list",
      type: "gcp:storage/objectAccessControl:ObjectAccessControl",
      props: { entity: "allUsers" },
      at: ["entity"],
    },
  ],
  unknown: [
    {
      title: "names who is made with it",
      type: "gcp:storage/bucketIAMMember:BucketIAMMember",
      props: { member: Unknown },
    },
  ],
});
