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
      title: "lets everyone list the pages of an Edge",
      type: "gcp:storage/bucketIAMMember:BucketIAMMember",
      within: "flotilla:edge:Edge",
      props: { member: "allUsers", role: "roles/storage.objectViewer" },
      at: ["member"],
    },
    {
      title: "lets everyone read a bucket that no Edge has",
      type: "gcp:storage/bucketIAMMember:BucketIAMMember",
      props: { member: "allUsers", role: "roles/storage.legacyObjectReader" },
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
  notApplicable: [
    {
      title: "opens the error pages of an Edge, which public-pages-alone judges",
      type: "gcp:storage/bucketIAMMember:BucketIAMMember",
      within: "flotilla:edge:Edge",
      props: { member: "allUsers", role: "roles/storage.legacyObjectReader" },
    },
  ],
  unknown: [
    {
      title: "lets everyone do what is not known yet, in an Edge",
      type: "gcp:storage/bucketIAMMember:BucketIAMMember",
      within: "flotilla:edge:Edge",
      props: { member: "allUsers", role: Unknown },
    },
    {
      title: "names who is made with it",
      type: "gcp:storage/bucketIAMMember:BucketIAMMember",
      props: { member: Unknown },
    },
  ],
});
