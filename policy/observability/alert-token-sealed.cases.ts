import { cases } from "../cases";
import { Unknown } from "../values";
import policy from "./alert-token-sealed";

export default cases(policy, {
  passing: [
    {
      title: "keeps it apart",
      props: { type: "slack", labels: { channel_name: "#on-call" }, sensitiveLabels: { authToken: "made-up" } },
    },
    { title: "has none", props: { type: "email", labels: { email_address: "on-call@example.dev" } } },
  ],
  failing: [
    {
      title: "has it among the labels",
      props: { type: "slack", labels: { channel_name: "#on-call", auth_token: "made-up" } },
      at: ["labels.auth_token"],
    },
    {
      title: "has a key that is made with it among the labels",
      props: { type: "pagerduty", labels: { service_key: Unknown } },
      at: ["labels.service_key"],
    },
  ],
  unknown: [{ title: "takes its labels from a new resource", props: { type: "slack", labels: Unknown } }],
});
