import { cases } from "../cases";
import { Unknown } from "../values";
import policy from "./pubsub-subscription-never-expires";

export default cases(policy, {
  passing: [{ title: "never expires", props: { topic: "pulls", expirationPolicy: { ttl: "" } } }],
  failing: [
    { title: "expires by default", props: { topic: "pulls" }, at: ["expirationPolicy"] },
    {
      title: "expires after a year",
      props: { expirationPolicy: { ttl: "31536000s" } },
      at: ["expirationPolicy.ttl"],
    },
  ],
  unknown: [{ title: "takes its life from a new resource", props: { expirationPolicy: { ttl: Unknown } } }],
  notApplicable: [{ title: "is a topic", type: "gcp:pubsub/topic:Topic", props: {} }],
});
