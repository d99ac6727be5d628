import { type CaseResource, stackCases } from "../cases";
import { type Props, Unknown, type Value } from "../values";
import policy from "./pubsub-dead-letters-kept";

const agent = "serviceAccount:service-318420971355@gcp-sa-pubsub.iam.gserviceaccount.com";
const dead = "projects/example/topics/notify-dead";
const subscription = "gcp:pubsub/subscription:Subscription";

const topic = (name: string, called: Value = name): CaseResource => ({
  type: "gcp:pubsub/topic:Topic",
  name,
  props: { name: called },
});

const notify = (more: Props, madeFrom: Record<string, string[]> = {}): CaseResource => ({
  type: subscription,
  name: "notify",
  props: { name: "notify", topic: "projects/example/topics/pulls", ...more },
  madeFrom,
});

const withDead: Props = { deadLetterPolicy: { deadLetterTopic: dead, maxDeliveryAttempts: 5 } };
const keeps: CaseResource = { type: subscription, name: "keeper", props: { name: "keeper", topic: dead } };

const publishes = (more: Props = {}, madeFrom: Record<string, string[]> = {}): CaseResource => ({
  type: "gcp:pubsub/topicIAMMember:TopicIAMMember",
  name: "publishes",
  props: { topic: "notify-dead", role: "roles/pubsub.publisher", member: agent, ...more },
  madeFrom,
});

const acknowledges = (more: Props = {}, madeFrom: Record<string, string[]> = {}): CaseResource => ({
  type: "gcp:pubsub/subscriptionIAMMember:SubscriptionIAMMember",
  name: "acknowledges",
  props: { subscription: "notify", role: "roles/pubsub.subscriber", member: agent, ...more },
  madeFrom,
});

const at = ["deadLetterPolicy.deadLetterTopic"];

export default stackCases(policy, {
  passing: [
    { title: "forwards to a topic that keeps", stack: [notify(withDead), keeps, publishes(), acknowledges()] },
    {
      title: "forwards by rights in the whole project",
      stack: [
        notify(withDead),
        keeps,
        {
          type: "gcp:projects/iAMMember:IAMMember",
          name: "agent",
          props: { role: "roles/pubsub.editor", member: agent },
        },
      ],
    },
    {
      title: "forwards to a topic made in this run",
      stack: [
        topic("dead", Unknown),
        notify({ deadLetterPolicy: { deadLetterTopic: Unknown } }, { deadLetterPolicy: ["dead"] }),
        {
          type: subscription,
          name: "keeper",
          props: { name: "keeper", topic: Unknown },
          madeFrom: { topic: ["dead"] },
        },
        publishes({ topic: Unknown }, { topic: ["dead"] }),
        acknowledges(),
      ],
    },
  ],
  failing: [
    { title: "forwards nothing", stack: [notify({}), topic("pulls")], at: ["deadLetterPolicy"] },
    {
      title: "forwards to a topic that nobody subscribes to",
      stack: [notify(withDead), publishes(), acknowledges()],
      at,
    },
    {
      title: "may not forward, since the agent may not publish",
      stack: [notify(withDead), keeps, publishes({ topic: "pulls" }), acknowledges()],
      at,
    },
    {
      title: "may not forward, since the agent may not acknowledge",
      stack: [notify(withDead), keeps, publishes(), acknowledges({ role: "roles/pubsub.viewer" })],
      at,
    },
    {
      title: "may not forward, since somebody else may",
      stack: [
        notify(withDead),
        keeps,
        publishes({ member: "serviceAccount:run-push@example.iam.gserviceaccount.com" }),
        acknowledges(),
      ],
      at,
    },
  ],
  unknown: [
    {
      title: "forwards by grants to an agent made in this run",
      stack: [notify(withDead), keeps, publishes({ member: Unknown }), acknowledges({ member: Unknown })],
    },
    {
      title: "may be the keeper of a topic that is not known yet",
      stack: [
        keeps,
        notify({ deadLetterPolicy: { deadLetterTopic: Unknown } }),
        publishes({ topic: Unknown }),
        acknowledges(),
      ],
    },
  ],
  notApplicable: [{ title: "is a bucket", stack: [{ type: "gcp:storage/bucket:Bucket", props: {} }] }],
});
