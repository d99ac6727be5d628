import { cases } from "../cases";
import { Unknown } from "../values";
import policy from "./logs-kept";

const type = "gcp:logging/projectBucketConfig:ProjectBucketConfig";

export default cases(policy, {
  passing: [
    { title: "leaves the default", type, props: { bucketId: "_Default", location: "global" } },
    { title: "keeps for a year", type, props: { bucketId: "audit", location: "global", retentionDays: 365 } },
  ],
  failing: [
    { title: "was to be cheap", type, props: { bucketId: "_Default", retentionDays: 1 }, at: ["retentionDays"] },
    {
      title: "is a folder's, and keeps for a week",
      type: "gcp:logging/folderBucketConfig:FolderBucketConfig",
      props: { bucketId: "_Default", retentionDays: 7 },
      at: ["retentionDays"],
    },
  ],
  unknown: [{ title: "takes it from elsewhere", type, props: { bucketId: "_Default", retentionDays: Unknown } }],
});
