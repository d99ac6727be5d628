import { some } from "../known";
import { stackPolicy } from "../policy";
import { isSet } from "../settings";
import { at, Unknown } from "../values";
import { subscription, Things, topic } from "./things";

/** A dead letter topic takes whatever was published elsewhere. */
export default stackPolicy({
  name: "pubsub-topic-shaped",
  refuses: "a topic that takes messages of any form",
  because: "one publisher's mistake reaches every subscriber, where nobody can mend it, instead of the publisher",
  fix:
    "give it schemaSettings, or messageTransforms that make of each message what subscribers expect (Flotilla: " +
    "new EventType(…))",
  severity: "medium",
  applies: [topic, subscription],
  checkStack(resources, report) {
    const topics = new Things(resources, topic, "name");
    const deadLetterTopics = resources
      .filter(({ type, props }) => type === subscription && props.deadLetterPolicy !== undefined)
      .map((one) => topics.key(one, "deadLetterPolicy", at(one.props.deadLetterPolicy, "deadLetterTopic")));
    for (const one of resources.filter(({ type }) => type === topic)) {
      const { messageTransforms: transforms } = one.props;
      if (isSet(at(one.props.schemaSettings, "schema"))) continue;
      if (transforms === Unknown || (Array.isArray(transforms) && transforms.length > 0)) continue;
      const isDead = some(deadLetterTopics.map((key) => topics.isSame(key, topics.keyOf(one))));
      if (isDead === Unknown) report.unknown(one, "schemaSettings");
      else if (!isDead) report.violation(one, "schemaSettings", "is not set");
    }
  },
});
