import type { Inputs } from "@pulumi/pulumi";
import { type Declare, type Program, project, type RuleCase, region, service } from "./kit";

const topic = (declare: Declare, name: string, inputs: Inputs = {}) =>
  declare("pubsub/topic:Topic", name, { name, ...inputs });

const subscription = (declare: Declare, name: string, inputs: Inputs, options = {}) =>
  declare("pubsub/subscription:Subscription", name, { name, ...inputs }, options);

const agent = (declare: Declare) =>
  declare("projects/serviceIdentity:ServiceIdentity", "pubsub", { service: "pubsub.googleapis.com" }).member;

const avro = JSON.stringify({ type: "record", name: "Event", fields: [{ name: "id", type: "string" }] });
const schema = (declare: Declare) =>
  declare("pubsub/schema:Schema", "event", { name: "event", type: "AVRO", definition: avro });
const withSchema: Inputs = { schemaSettings: { schema: `projects/${project}/schemas/event`, encoding: "JSON" } };

const pushAccount = `push-dev@${project}.iam.gserviceaccount.com`;

/** A service, and pushes to it as an account that may invoke it, or may not. */
const pushed =
  (granted: boolean, more: Inputs = {}, token: Inputs = {}, disabled = false): Program =>
  (declare) => {
    const account = declare("serviceaccount/account:Account", "push", { accountId: "push-dev", disabled });
    const audit = declare("cloudrunv2/service:Service", "audit", { ...service(), name: "audit", ...more });
    if (granted)
      declare("cloudrunv2/serviceIamMember:ServiceIamMember", "push", {
        location: region,
        name: audit.name,
        role: "roles/run.invoker",
        member: account.member,
      });
    subscription(declare, "audit", {
      topic: topic(declare, "events").id,
      pushConfig: { pushEndpoint: audit.uri, oidcToken: { serviceAccountEmail: account.email, ...token } },
    });
  };

const pushesAs =
  (email: string, made: boolean): Program =>
  (declare) => {
    const dependsOn = made ? [declare("serviceaccount/account:Account", "push", { accountId: "push-dev" })] : [];
    const pushConfig = { pushEndpoint: "https://example.dev/events", oidcToken: { serviceAccountEmail: email } };
    subscription(declare, "audit", { topic: topic(declare, "events").id, pushConfig }, { dependsOn });
  };

interface Grants {
  publishes: boolean;
  acknowledges: boolean;
}

/** A subscription with a dead letter topic, which has a subscription of its own or not. */
const deadLettered =
  ({ publishes, acknowledges }: Grants, kept = true, maxDeliveryAttempts = 5): Program =>
  (declare) => {
    const dead = topic(declare, "dead");
    const audit = subscription(declare, "audit", {
      topic: topic(declare, "events").id,
      deadLetterPolicy: { deadLetterTopic: dead.id, maxDeliveryAttempts },
    });
    if (kept) subscription(declare, "dead", { topic: dead.id });
    const member = agent(declare);
    if (publishes)
      declare("pubsub/topicIAMMember:TopicIAMMember", "forwards", {
        topic: dead.id,
        role: "roles/pubsub.publisher",
        member,
      });
    if (acknowledges)
      declare("pubsub/subscriptionIAMMember:SubscriptionIAMMember", "takes", {
        subscription: audit.id,
        role: "roles/pubsub.subscriber",
        member,
      });
  };

export const cases: RuleCase[] = [
  {
    rule: "pubsub-reference-exists",
    claim: "a subscription to a topic that nobody made",
    broken: (declare) => subscription(declare, "audit", { topic: "events" }),
    says: /Error 404: Resource not found \(resource=events\)\., notFound/,
    repaired: (declare) => subscription(declare, "audit", { topic: topic(declare, "events").name }),
  },
  {
    rule: "pubsub-reference-exists",
    claim: "a dead letter topic that nobody made",
    broken: (declare) =>
      subscription(declare, "audit", {
        topic: topic(declare, "events").id,
        deadLetterPolicy: { deadLetterTopic: `projects/${project}/topics/dead` },
      }),
    says: /Error 404: Resource not found \(resource=dead\)\., notFound/,
    repaired: deadLettered({ publishes: true, acknowledges: true }),
  },
  {
    rule: "pubsub-reference-exists",
    claim: "a topic with a schema that nobody made",
    broken: (declare) => topic(declare, "events", withSchema),
    says: /Error 404: Resource not found \(resource=event\)\., notFound/,
    repaired: (declare) => {
      const event = schema(declare);
      topic(declare, "events", { schemaSettings: { schema: event.id, encoding: "JSON" } });
    },
  },
  {
    rule: "push-account",
    claim: "pushes as an account that nobody made",
    broken: pushesAs(pushAccount, false),
    says: /Error 400: You have passed an invalid argument to the service \(argument=PushConfig::oidc_token::service_account_email\)\./,
    repaired: pushesAs(pushAccount, true),
  },
  {
    rule: "push-account",
    claim: "pushes as an account of another project",
    broken: pushesAs("push-dev@registry-prod.iam.gserviceaccount.com", false),
    says: /invalid argument to the service \(argument=PushConfig::oidc_token::service_account_email\)/,
    repaired: pushesAs(pushAccount, true),
  },
  {
    rule: "push-delivered",
    claim: "pushes as an account that may not invoke the service",
    broken: pushed(false),
    says: /nothing that it pushes to https:\/\/audit-.*\.run\.app arrives: push-dev@.* may not invoke .*\/services\/audit; grant it roles\/run\.invoker/,
    repaired: pushed(true),
  },
  {
    rule: "push-delivered",
    claim: "pushes to an address that the service has given up",
    broken: pushed(true, { defaultUriDisabled: true }),
    says: /arrives: .*\/services\/audit has its run\.app address disabled/,
    repaired: pushed(true),
  },
  {
    rule: "push-delivered",
    claim: "pushes as an account that is switched off",
    broken: pushed(true, {}, {}, true),
    says: /arrives: push-dev@.* has been disabled/,
    repaired: pushed(true),
  },
  {
    rule: "push-delivered",
    claim: "pushes with a token for somebody else",
    broken: pushed(true, {}, { audience: "https://events.example.dev" }),
    says: /arrives: its token is for https:\/\/events\.example\.dev, and .*\/services\/audit takes tokens for its own addresses/,
    repaired: pushed(
      true,
      { customAudiences: ["https://events.example.dev"] },
      { audience: "https://events.example.dev" },
    ),
  },
  {
    rule: "dead-letter-forwarded",
    claim: "an agent that may not publish to the dead letter topic",
    broken: deadLettered({ publishes: false, acknowledges: true }),
    says: /no message goes to its dead letter topic: service-\d+@gcp-sa-pubsub\..* lacks roles\/pubsub\.publisher on .*\/topics\/dead; grant it/,
    repaired: deadLettered({ publishes: true, acknowledges: true }),
  },
  {
    rule: "dead-letter-forwarded",
    claim: "an agent that may not acknowledge what it forwards",
    broken: deadLettered({ publishes: true, acknowledges: false }),
    says: /lacks roles\/pubsub\.subscriber on .*\/subscriptions\/audit; grant it/,
    repaired: deadLettered({ publishes: true, acknowledges: true }),
  },
  {
    rule: "subscription-limits",
    claim: "a subscription that gives up after one attempt",
    broken: deadLettered({ publishes: true, acknowledges: true }, true, 1),
    says: /Error 400: Invalid max_delivery_attempts: 1\. It must be between 5 and 100\./,
    repaired: deadLettered({ publishes: true, acknowledges: true }),
  },
  {
    rule: "dead-letter-kept",
    claim: "a dead letter topic that nobody subscribes to",
    broken: deadLettered({ publishes: true, acknowledges: true }, false),
    says: /what it forwards to its dead letter topic .*\/topics\/dead is lost: the topic has no subscription/,
    repaired: deadLettered({ publishes: true, acknowledges: true }),
  },
  {
    rule: "topic-stands",
    claim: "a topic that goes before its subscription",
    broken: [
      (declare) => subscription(declare, "audit", { topic: "events" }, { dependsOn: topic(declare, "events") }),
      (declare) => subscription(declare, "audit", { topic: "events" }),
    ],
    says: /no message comes to it any more: its topic projects\/flotilla-dev\/topics\/events has been deleted/,
    repaired: [
      (declare) => subscription(declare, "audit", { topic: "events" }, { dependsOn: topic(declare, "events") }),
      () => undefined,
    ],
  },
  {
    rule: "topic-stands",
    claim: "a schema that goes before its topic",
    broken: [
      (declare) =>
        declare("pubsub/topic:Topic", "events", { name: "events", ...withSchema }, { dependsOn: schema(declare) }),
      (declare) => topic(declare, "events", withSchema),
    ],
    says: /every message published to it is refused: its schema projects\/flotilla-dev\/schemas\/event has been deleted/,
    repaired: [
      (declare) =>
        declare("pubsub/topic:Topic", "events", { name: "events", ...withSchema }, { dependsOn: schema(declare) }),
      (declare) => topic(declare, "events"),
    ],
  },
];
