import { cases } from "../cases";
import { Unknown } from "../values";
import policy from "./pubsub-granted-one-by-one";

const type = "gcp:projects/iAMMember:IAMMember";
const push = "serviceAccount:run-push@example.iam.gserviceaccount.com";

export default cases(policy, {
  passing: [
    { title: "gives another right", type, props: { role: "roles/bigquery.jobUser", member: push } },
    { title: "lets somebody list topics", type, props: { role: "roles/pubsub.viewer", member: push } },
  ],
  failing: [
    {
      title: "lets a workload publish everywhere",
      type,
      props: { role: "roles/pubsub.publisher", member: push },
      at: ["member"],
    },
    {
      title: "lets an account made in this run pull everywhere",
      type,
      props: { role: "roles/pubsub.subscriber", member: Unknown },
      at: ["member"],
    },
    {
      title: "lets an editor do both, in a folder",
      type: "gcp:folder/iAMBinding:IAMBinding",
      props: { role: "roles/pubsub.editor", members: [push] },
      at: ["members[0]"],
    },
  ],
  unknown: [{ title: "takes the role from a new resource", type, props: { role: Unknown, member: push } }],
  notApplicable: [
    {
      title: "is a grant on one topic",
      type: "gcp:pubsub/topicIAMMember:TopicIAMMember",
      props: { role: "roles/pubsub.publisher", member: push },
    },
  ],
});
