import type { Inputs } from "@pulumi/pulumi";
import { type Program, type RuleCase, region } from "./kit";

const topic =
  (inputs: Inputs): Program =>
  (declare) =>
    declare("pubsub/topic:Topic", "events", { name: "events", ...inputs });

const subscription =
  (inputs: Inputs): Program =>
  (declare) =>
    declare("pubsub/subscription:Subscription", "audit", {
      name: "audit",
      topic: declare("pubsub/topic:Topic", "events", { name: "events" }).id,
      ...inputs,
    });

const udf = (functionName: string, code: string): Inputs => ({
  messageTransforms: [{ javascriptUdf: { functionName, code } }],
});

const filter = (text: string) => subscription({ filter: text });

export const cases: RuleCase[] = [
  {
    rule: "message-transform",
    claim: "a topic whose transform has not the function that it names",
    broken: topic(udf("toEvent", "function toMessage(message) { return message; }")),
    says: /Error 400: Invalid JavaScript UDF: the code has no function toEvent/,
    repaired: topic(udf("toEvent", "function toEvent(message) { return message; }")),
  },
  {
    rule: "message-transform",
    claim: "a subscription whose transform cannot be read",
    broken: subscription(udf("toEvent", "function toEvent(message) { return message;")),
    says: /Error 400: Invalid JavaScript UDF: Unexpected end of input/,
    repaired: subscription(udf("toEvent", "const toEvent = (message) => message;")),
  },
  {
    rule: "message-transform",
    claim: "a function that is declared in another one",
    broken: topic(udf("inner", "function outer() { function inner(message) { return message; } }")),
    says: /the code has no function inner/,
    repaired: topic(udf("outer", "function outer(message) { return message; }")),
  },
  {
    rule: "persistence-regions",
    claim: "a region that nobody has",
    broken: topic({ messageStoragePolicy: { allowedPersistenceRegions: [region, "europe-west99"] } }),
    says: /Error 400: Invalid message storage policy: europe-west99 is not a region\./,
    repaired: topic({ messageStoragePolicy: { allowedPersistenceRegions: [region] } }),
  },
  {
    rule: "persistence-regions",
    claim: "no region at all",
    broken: topic({ messageStoragePolicy: { allowedPersistenceRegions: [] } }),
    says: /Error 400: Invalid message storage policy: no region is allowed\./,
    repaired: topic({}),
  },
  ...[
    ['attributes.ce-type = "a" AND attributes.ce-source = "b" OR attributes:c', "AND and OR stand together"],
    ["attributes.ce-type = push", "push is not a text in quotation marks"],
    ['data.kind = "push"', "data stands where attributes is expected"],
    ['hasPrefix(attributes.ce-type, "dev.")) ', "\\) is not expected"],
    ['attributes.ce-type = "a" and attributes:c', "and is not expected"],
    ['attributes.ce-type ~ "a"', '"~ .*" cannot be read'],
  ].map(([text = "", says = ""]) => ({
    rule: "subscription-filter",
    claim: `a filter of ${text}`,
    broken: filter(text),
    says: new RegExp(`Error 400: Invalid subscription filter: .*${says}`),
    repaired: filter(
      'attributes.ce-type = "a" AND NOT (hasPrefix(attributes."iana.org/x", "b") OR -attributes:c OR attributes.d != "e")',
    ),
  })),
  {
    rule: "subscription-limits",
    claim: "a subscription that waits for 5 seconds",
    broken: subscription({ ackDeadlineSeconds: 5 }),
    says: /Error 400: Invalid ack_deadline_seconds: 5\. It must be between 10 and 600\./,
    repaired: subscription({ ackDeadlineSeconds: 10 }),
  },
  {
    rule: "subscription-expiration",
    claim: "a subscription that expires within the day",
    broken: subscription({ expirationPolicy: { ttl: "3600s" }, messageRetentionDuration: "600s" }),
    says: /Error 400: Invalid expiration policy: a ttl of 3600s is less than a day\./,
    repaired: subscription({ expirationPolicy: { ttl: "86400s" }, messageRetentionDuration: "600s" }),
  },
  {
    rule: "subscription-expiration",
    claim: "a subscription that expires before what it retains",
    broken: subscription({ expirationPolicy: { ttl: "86400s" } }),
    says: /a ttl of 86400s is less than the 604800s for which messages are retained\./,
    repaired: subscription({ expirationPolicy: { ttl: "" } }),
  },
];
