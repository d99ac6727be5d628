import { type CaseResource, stackCases } from "../cases";
import { Unknown, type Value } from "../values";
import policy from "./pubsub-push-own-account";

const pushEmail = "push-notify@example.iam.gserviceaccount.com";
const notifier = "run-notifier@example.iam.gserviceaccount.com";
const pushEndpoint = "https://notifier.example.dev/events";

const pushes = (serviceAccountEmail: Value, madeFrom: string[] = []): CaseResource => ({
  type: "gcp:pubsub/subscription:Subscription",
  name: "notify",
  props: { topic: "pulls", pushConfig: { pushEndpoint, oidcToken: { serviceAccountEmail } } },
  madeFrom: { pushConfig: madeFrom },
});

const service = (serviceAccount: Value, madeFrom: string[] = []): CaseResource => ({
  type: "gcp:cloudrunv2/service:Service",
  name: "notifier",
  props: { template: { serviceAccount } },
  madeFrom: { template: madeFrom },
});

const account = (name: string): CaseResource => ({
  type: "gcp:serviceaccount/account:Account",
  name,
  props: { email: Unknown },
});

const at = ["pushConfig.oidcToken.serviceAccountEmail"];

export default stackCases(policy, {
  passing: [
    { title: "pushes as an account of its own", stack: [pushes(pushEmail), service(notifier)] },
    {
      title: "pushes as an account of its own, made in this run as the service's is",
      stack: [account("push"), account("run"), pushes(Unknown, ["push"]), service(Unknown, ["run"])],
    },
    {
      title: "pushes nothing",
      stack: [{ type: "gcp:pubsub/subscription:Subscription", props: { topic: "pulls" } }],
    },
  ],
  failing: [
    {
      title: "pushes without a token",
      stack: [
        { type: "gcp:pubsub/subscription:Subscription", props: { topic: "pulls", pushConfig: { pushEndpoint } } },
      ],
      at,
    },
    { title: "pushes as a default account", stack: [pushes("1-compute@developer.gserviceaccount.com")], at },
    { title: "pushes as the account of the service", stack: [pushes(notifier), service(notifier)], at },
    {
      title: "pushes as the account of the service, made in this run",
      stack: [account("run"), pushes(Unknown, ["run"]), service(Unknown, ["run"])],
      at,
    },
  ],
  unknown: [
    { title: "takes the account from outside the stack", stack: [pushes(Unknown)] },
    { title: "pushes beside a service whose account is not known yet", stack: [pushes(pushEmail), service(Unknown)] },
  ],
  notApplicable: [{ title: "is a topic", stack: [{ type: "gcp:pubsub/topic:Topic", props: {} }] }],
});
