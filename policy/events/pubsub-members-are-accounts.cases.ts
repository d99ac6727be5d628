import { cases } from "../cases";
import { Unknown } from "../values";
import policy from "./pubsub-members-are-accounts";

const type = "gcp:pubsub/topicIAMMember:TopicIAMMember";
const role = "roles/pubsub.publisher";
const push = "serviceAccount:run-push@example.iam.gserviceaccount.com";

export default cases(policy, {
  passing: [{ title: "lets a workload publish", type, props: { topic: "pushes", role, member: push } }],
  failing: [
    { title: "lets everyone publish", type, props: { role, member: "allUsers" }, at: ["member"] },
    { title: "lets a person publish", type, props: { role, member: "user:ada@example.dev" }, at: ["member"] },
    { title: "lets a domain publish", type, props: { role, member: "domain:example.dev" }, at: ["member"] },
    {
      title: "lets a group pull, among accounts",
      type: "gcp:pubsub/subscriptionIAMBinding:SubscriptionIAMBinding",
      props: { subscription: "pulls", role: "roles/pubsub.subscriber", members: [push, "group:all@example.dev"] },
      at: ["members[1]"],
    },
    {
      title: "lets a person in, in a whole policy",
      type: "gcp:pubsub/topicIAMPolicy:TopicIAMPolicy",
      props: { policyData: `{"bindings":[{"role":"${role}","members":["user:ada@example.dev"]}]}` },
      at: ["policyData"],
    },
  ],
  unknown: [{ title: "lets an account made in this run publish", type, props: { role, member: Unknown } }],
  notApplicable: [
    { title: "is a grant on a secret", type: "gcp:secretmanager/secretIamMember:SecretIamMember", props: {} },
  ],
});
