import { cases } from "../cases";
import { Unknown } from "../values";
import policy from "./no-person";

export default cases(policy, {
  passing: [
    {
      title: "is for a group",
      type: "gcp:kms/cryptoKeyIAMMember:CryptoKeyIAMMember",
      props: { role: "r", member: "group:ops@example.dev" },
    },
  ],
  failing: [
    {
      title: "is for who asked",
      type: "gcp:projects/iAMMember:IAMMember",
      props: { role: "roles/logging.viewer", member: "user:ada@example.dev" },
      at: ["member"],
    },
    {
      title: "hides a person among groups",
      type: "gcp:pubsub/topicIAMBinding:TopicIAMBinding",
      props: { role: "r", members: ["group:ops@example.dev", "user:ada@example.dev"] },
      at: ["members[1]"],
    },
  ],
  unknown: [
    {
      title: "is for a member that is made with it",
      type: "gcp:projects/iAMMember:IAMMember",
      props: { role: "r", member: Unknown },
    },
  ],
});
