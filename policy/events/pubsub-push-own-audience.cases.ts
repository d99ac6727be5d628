import { cases } from "../cases";
import { type Props, Unknown, type Value } from "../values";
import policy from "./pubsub-push-own-audience";

const pushEndpoint = "https://notifier-755489226627.europe-west1.run.app/events";
const push = (audience: Value, endpoint: Value = pushEndpoint): Props => ({
  topic: "pulls",
  pushConfig: { pushEndpoint: endpoint, oidcToken: { serviceAccountEmail: "push@example", audience } },
});
const at = ["pushConfig.oidcToken.audience"];

export default cases(policy, {
  passing: [
    { title: "is for the address that it calls", props: push("https://notifier-755489226627.europe-west1.run.app") },
    { title: "is for a service by another name", props: push("notifier") },
  ],
  failing: [
    {
      title: "kept the audience of the service that it called before",
      props: push("https://audit-755489226627.europe-west1.run.app"),
      at,
    },
  ],
  unknown: [
    { title: "takes its audience from a new resource", props: push(Unknown) },
    { title: "takes its address from a new resource", props: push("https://notifier.example.dev", Unknown) },
  ],
  notApplicable: [
    { title: "leaves it to Pub/Sub", props: { topic: "pulls", pushConfig: { pushEndpoint } } },
    { title: "pushes nothing", props: { topic: "pulls" } },
  ],
});
