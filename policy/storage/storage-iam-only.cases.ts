import { cases } from "../cases";
import { Unknown } from "../values";
import policy from "./storage-iam-only";

export default cases(policy, {
  passing: [{ title: "asks IAM alone", props: { uniformBucketLevelAccess: true } }],
  failing: [
    { title: "says nothing", props: { location: "EU" }, at: ["uniformBucketLevelAccess"] },
    { title: "keeps the lists", props: { uniformBucketLevelAccess: false }, at: ["uniformBucketLevelAccess"] },
  ],
  unknown: [{ title: "takes it from a new resource", props: { uniformBucketLevelAccess: Unknown } }],
});
