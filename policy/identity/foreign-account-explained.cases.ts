import { type CaseResource, stackCases } from "../cases";
import { Unknown } from "../values";
import policy from "./foreign-account-explained";

const topic: CaseResource = {
  type: "gcp:pubsub/topic:Topic",
  name: "topic",
  props: { name: "pulled", project: "registry-prod" },
};
const other = "serviceAccount:billing@other-project.iam.gserviceaccount.com";

const publisher = (member: CaseResource["props"][string], more: Partial<CaseResource> = {}): CaseResource => ({
  type: "gcp:pubsub/topicIAMMember:TopicIAMMember",
  name: "publish",
  props: { topic: "pulled", role: "roles/pubsub.publisher", member, project: "registry-prod" },
  ...more,
});

export default stackCases(policy, {
  passing: [
    {
      title: "is an account of the project's own",
      stack: [topic, publisher("serviceAccount:run-registry@registry-prod.iam.gserviceaccount.com")],
    },
    {
      title: "is one of Google's agents",
      stack: [topic, publisher("serviceAccount:service-1@gcp-sa-pubsub.iam.gserviceaccount.com")],
    },
    {
      title: "stands in a ForeignWorkload",
      stack: [topic, publisher(other, { within: "flotilla:callers:ForeignWorkload" })],
    },
    { title: "is a group", stack: [topic, publisher("group:support@example.dev")] },
  ],
  failing: [
    { title: "is granted by hand", stack: [topic, publisher(other)], at: ["member"] },
    {
      title: "stands in a service, whose own account it is not",
      stack: [topic, publisher(other, { within: "flotilla:run:Service" })],
      at: ["member"],
    },
    {
      title: "is one of a whole list",
      stack: [
        topic,
        {
          type: "gcp:pubsub/topicIAMBinding:TopicIAMBinding",
          name: "publishers",
          props: { topic: "pulled", role: "roles/pubsub.publisher", members: [other], project: "registry-prod" },
        },
      ],
      at: ["members[0]"],
    },
  ],
  unknown: [{ title: "is made in this run", stack: [topic, publisher(Unknown)] }],
});
