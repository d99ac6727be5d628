import { cases } from "../cases";
import { Unknown } from "../values";
import policy from "./pubsub-push-encrypted";

export default cases(policy, {
  passing: [
    { title: "pushes to https", props: { pushConfig: { pushEndpoint: "https://notifier.example.dev/events" } } },
  ],
  failing: [
    {
      title: "pushes to http",
      props: { pushConfig: { pushEndpoint: "http://notifier.example.dev/events" } },
      at: ["pushConfig.pushEndpoint"],
    },
  ],
  unknown: [{ title: "pushes to a new service", props: { pushConfig: { pushEndpoint: Unknown } } }],
  notApplicable: [
    { title: "pushes nothing", props: { topic: "pulls" } },
    { title: "has its endpoint empty, which is a pull", props: { pushConfig: { pushEndpoint: "" } } },
  ],
});
