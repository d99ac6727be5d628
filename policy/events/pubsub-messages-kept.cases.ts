import { cases } from "../cases";
import { Unknown } from "../values";
import policy from "./pubsub-messages-kept";

const at = ["messageRetentionDuration"];

export default cases(policy, {
  passing: [
    { title: "leaves the default", props: { topic: "pulls" } },
    { title: "keeps for as long as Pub/Sub does", props: { topic: "dead", messageRetentionDuration: "2678400s" } },
  ],
  failing: [
    { title: "was to be cheap", props: { topic: "pulls", messageRetentionDuration: "600s" }, at },
    { title: "keeps for a second too short", props: { topic: "pulls", messageRetentionDuration: "604799s" }, at },
    {
      title: "says it in words that Google does not take",
      props: { topic: "pulls", messageRetentionDuration: "7d" },
      at,
    },
  ],
  unknown: [{ title: "takes it from a new resource", props: { topic: "pulls", messageRetentionDuration: Unknown } }],
});
