import { cases } from "../cases";
import { Unknown } from "../values";
import policy from "./alert-reaches-somebody";

export default cases(policy, {
  passing: [
    { title: "pages who is on call", props: { notificationChannels: ["on-call"] } },
    { title: "tells a channel that is made with it", props: { notificationChannels: [Unknown] } },
  ],
  failing: [
    { title: "tells nobody", props: { displayName: "dead letters" }, at: ["notificationChannels"] },
    { title: "has an empty list", props: { notificationChannels: [] }, at: ["notificationChannels"] },
    { title: "is switched off", props: { enabled: false, notificationChannels: ["on-call"] }, at: ["enabled"] },
  ],
  unknown: [{ title: "takes its channels from elsewhere", props: { notificationChannels: Unknown } }],
});
