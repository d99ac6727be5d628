import { isWide } from "../identity/wide-grants";
import { every, some } from "../known";
import { type StackReport, type StackResource, stackPolicy } from "../policy";
import { at, type Known, Unknown } from "../values";
import { givesAgent, onSubscription, onTopic } from "./iam";
import { letsConsume, letsPublish } from "./roles";
import { subscription, Things, topic } from "./things";

const path = "deadLetterPolicy.deadLetterTopic";

/** The subscription of a dead letter topic needs no dead letters of its own. */
export default stackPolicy({
  name: "pubsub-dead-letters-kept",
  refuses: "a subscription whose undeliverable messages end nowhere",
  because:
    "one message that cannot be handled is delivered again and again until it is dropped, unless Pub/Sub may forward it to " +
    "a topic, and something there keeps it",
  fix:
    "set deadLetterPolicy; give the topic a subscription; and let Pub/Sub's agent publish to the topic and acknowledge on " +
    "the subscription (Flotilla: new Trigger(…) and new Subscription(…) do it all)",
  severity: "high",
  same: ["gcp-pac:pubsub-require-subscription-dead-letter-topic"],
  applies: (type) =>
    [topic, subscription].includes(type) || onTopic.test(type) || onSubscription.test(type) || isWide(type),
  checkStack(resources, report) {
    const stack = new Stack(resources);
    for (const one of resources.filter(({ type }) => type === subscription)) judge(one, stack, report);
  },
});

function judge(one: StackResource, stack: Stack, report: StackReport): void {
  const { deadLetterPolicy } = one.props;
  if (deadLetterPolicy === undefined) {
    const isKeeper = stack.keepsDeadLetters(one);
    if (isKeeper === Unknown) report.unknown(one, "deadLetterPolicy");
    else if (!isKeeper) report.violation(one, "deadLetterPolicy", "is not set");
    return;
  }
  const dead = stack.deadLetterTopic(one);
  const claims: [Known, string][] = [
    [stack.hasSubscription(dead), "has no subscription in the stack, so what comes there is lost"],
    [stack.agentPublishes(dead), "is not to be published to by Pub/Sub's agent, so nothing comes there"],
    [stack.agentConsumes(one), "gets nothing, since Pub/Sub's agent may not acknowledge on this subscription"],
  ];
  for (const [holds, otherwise] of claims) {
    if (holds === Unknown) report.unknown(one, path);
    else if (!holds) report.violation(one, path, `is ${dead}, which ${otherwise}`);
  }
}

class Stack {
  readonly #topics: Things;
  readonly #subscriptions: Things;

  constructor(private readonly resources: readonly StackResource[]) {
    this.#topics = new Things(resources, topic, "name");
    this.#subscriptions = new Things(resources, subscription, "name");
  }

  deadLetterTopic(one: StackResource): string | undefined {
    return this.#topics.key(one, "deadLetterPolicy", at(one.props.deadLetterPolicy, "deadLetterTopic"));
  }

  keepsDeadLetters(one: StackResource): Known {
    const mine = this.#topics.key(one, "topic", one.props.topic);
    return some(
      this.#all(subscription)
        .filter((other) => other !== one && other.props.deadLetterPolicy !== undefined)
        .map((other) => this.#topics.isSame(this.deadLetterTopic(other), mine)),
    );
  }

  hasSubscription(dead: string | undefined): Known {
    const all = this.#all(subscription);
    return some(all.map((one) => this.#topics.isSame(this.#topics.key(one, "topic", one.props.topic), dead)));
  }

  agentPublishes(dead: string | undefined): Known {
    const on = this.resources
      .filter(({ type }) => onTopic.test(type))
      .map((grant) =>
        every(
          this.#topics.isSame(this.#topics.key(grant, "topic", grant.props.topic), dead),
          givesAgent(grant.props, letsPublish),
        ),
      );
    return some([...on, ...this.#everywhere(letsPublish)]);
  }

  agentConsumes(one: StackResource): Known {
    const key = this.#subscriptions.keyOf(one);
    const on = this.resources
      .filter(({ type }) => onSubscription.test(type))
      .map((grant) =>
        every(
          this.#subscriptions.isSame(this.#subscriptions.key(grant, "subscription", grant.props.subscription), key),
          givesAgent(grant.props, letsConsume),
        ),
      );
    return some([...on, ...this.#everywhere(letsConsume)]);
  }

  /** What the agent may do in the whole project. */
  #everywhere(answers: (role: string) => boolean): Known[] {
    return this.resources.filter(({ type }) => isWide(type)).map(({ props }) => givesAgent(props, answers));
  }

  #all(type: string): StackResource[] {
    return this.resources.filter((resource) => resource.type === type);
  }
}
