import { cases } from "../cases";
import { Unknown } from "../values";
import policy from "./granted-for-use";

const onTopic = "gcp:pubsub/topicIAMMember:TopicIAMMember";
const onSecret = "gcp:secretmanager/secretIamMember:SecretIamMember";
const onKey = "gcp:kms/cryptoKeyIAMMember:CryptoKeyIAMMember";
const onAccount = "gcp:serviceaccount/iAMMember:IAMMember";
const registry = "serviceAccount:run-registry@example.iam.gserviceaccount.com";

export default cases(policy, {
  passing: [
    { title: "publishes", type: onTopic, props: { topic: "a", role: "roles/pubsub.publisher", member: registry } },
    { title: "signs", type: onKey, props: { role: "roles/cloudkms.signer", member: registry } },
    {
      title: "lets the people who look after keys rule over one",
      type: onKey,
      props: { role: "roles/cloudkms.admin", member: "group:security@example.dev" },
    },
    {
      title: "lets Google's own agent forward",
      type: onTopic,
      props: {
        topic: "a",
        role: "roles/pubsub.publisher",
        member: "serviceAccount:service-755489226627@gcp-sa-pubsub.iam.gserviceaccount.com",
      },
    },
    {
      title: "acts as another account",
      type: onAccount,
      props: { serviceAccountId: "a", role: "roles/iam.serviceAccountTokenCreator", member: registry },
    },
    {
      title: "was refused, and got everything, which `no-basic-role` tells",
      type: onTopic,
      props: { topic: "a", role: "roles/owner", member: registry },
    },
    {
      title: "has a role of one's own, which others judge",
      type: onTopic,
      props: { topic: "a", role: "projects/example/roles/publish", member: registry },
    },
  ],
  failing: [
    {
      title: "makes keys of the account as which it acts",
      type: onAccount,
      props: { serviceAccountId: "a", role: "roles/iam.serviceAccountKeyAdmin", member: registry },
      at: ["member"],
    },
    {
      title: "edits the topic that it publishes to",
      type: onTopic,
      props: { topic: "a", role: "roles/pubsub.editor", member: registry },
      at: ["member"],
    },
    {
      title: "gives Google's own agent more than it asks for",
      type: onTopic,
      props: {
        topic: "a",
        role: "roles/pubsub.admin",
        member: "serviceAccount:service-755489226627@gcp-sa-pubsub.iam.gserviceaccount.com",
      },
      at: ["member"],
    },
    {
      title: "replaces the secret that it reads",
      type: onSecret,
      props: { secretId: "a", role: "roles/secretmanager.admin", member: registry },
      at: ["member"],
    },
    {
      title: "brings material into the key that it signs with",
      type: onKey,
      props: { role: "roles/cloudkms.importer", member: registry },
      at: ["member"],
    },
    {
      title: "is one of several who delete",
      type: "gcp:storage/bucketIAMBinding:BucketIAMBinding",
      props: { bucket: "a", role: "roles/storage.admin", members: ["group:ops@example.dev", registry] },
      at: ["members[1]"],
    },
  ],
  unknown: [
    { title: "has a role that is made with it", type: onTopic, props: { topic: "a", role: Unknown, member: registry } },
    {
      title: "may be for people",
      type: onTopic,
      props: { topic: "a", role: "roles/pubsub.admin", member: Unknown },
    },
  ],
});
