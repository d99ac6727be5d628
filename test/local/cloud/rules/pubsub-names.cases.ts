import type { Program, RuleCase } from "./kit";

const topic =
  (name: string): Program =>
  (declare) =>
    declare("pubsub/topic:Topic", "t", { name });

const subscription =
  (name: string): Program =>
  (declare) =>
    declare("pubsub/subscription:Subscription", "s", { name, topic: declare("pubsub/topic:Topic", "t", {}).id });

const schema =
  (name: string): Program =>
  (declare) =>
    declare("pubsub/schema:Schema", "s", { name, type: "AVRO", definition: "{}" });

const refused = (collection: string, name: string) =>
  new RegExp(
    `Error 400: Invalid resource name given \\(name=projects/flotilla-dev/${collection}/${name}\\)\\. ` +
      "Refer to https://cloud\\.google\\.com/pubsub/docs/admin#resource_names for more information\\.",
  );

export const cases: RuleCase[] = [
  {
    rule: "pubsub-name",
    claim: "a topic whose name begins as Google's do",
    broken: topic("google-chat"),
    says: refused("topics", "google-chat"),
    // A name is free as soon as its topic is gone.
    repaired: [topic("chat"), () => undefined, topic("chat")],
  },
  {
    rule: "pubsub-name",
    claim: "a subscription whose name begins with a digit",
    broken: subscription("2nd"),
    says: refused("subscriptions", "2nd"),
    repaired: subscription("second"),
  },
  {
    rule: "pubsub-name",
    claim: "a schema of two letters",
    broken: schema("ab"),
    says: refused("schemas", "ab"),
    repaired: schema("abc"),
  },
  {
    rule: "name-free",
    claim: "a topic of a name that another has",
    broken: (declare) => {
      const { name } = declare("pubsub/topic:Topic", "t", { name: "pulls" });
      declare("pubsub/topic:Topic", "u", { name });
    },
    says: /Error 409: Resource already exists in the project \(resource=pulls\)\./,
    repaired: (declare) => {
      declare("pubsub/topic:Topic", "t", { name: "pulls" });
      declare("pubsub/topic:Topic", "u", { name: "pushes" });
    },
  },
];
