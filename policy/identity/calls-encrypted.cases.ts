import { cases } from "../cases";
import { Unknown } from "../values";
import policy from "./calls-encrypted";

const type = "gcp:cloudscheduler/job:Job";

export default cases(policy, {
  passing: [
    { title: "calls with TLS", type, props: { httpTarget: { uri: "https://sqladmin.googleapis.com/v1/projects" } } },
    { title: "publishes", type, props: { pubsubTarget: { topicName: "projects/example/topics/tick" } } },
  ],
  failing: [
    {
      title: "calls in the clear",
      type,
      props: { httpTarget: { uri: "http://sqladmin.googleapis.com/v1/projects" } },
      at: ["httpTarget.uri"],
    },
    {
      title: "takes TLS away from its tasks",
      type: "gcp:cloudtasks/queue:Queue",
      props: { location: "europe-west1", httpTarget: { uriOverride: { scheme: "HTTP" } } },
      at: ["httpTarget.uriOverride.scheme"],
    },
  ],
  unknown: [{ title: "calls what is made with it", type, props: { httpTarget: { uri: Unknown } } }],
});
