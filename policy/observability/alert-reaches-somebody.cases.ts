import { cases } from "../cases";
import { Unknown } from "../values";
import policy from "./alert-reaches-somebody";

const type = "gcp:monitoring/alertPolicy:AlertPolicy";
const channel = "gcp:monitoring/notificationChannel:NotificationChannel";

export default cases(policy, {
  passing: [
    { title: "pages who is on call", type, props: { notificationChannels: ["on-call"] } },
    { title: "tells a channel that is made with it", type, props: { notificationChannels: [Unknown] } },
    { title: "is a channel to a mailbox", type: channel, props: { type: "email", enabled: true } },
  ],
  failing: [
    { title: "tells nobody", type, props: { displayName: "dead letters" }, at: ["notificationChannels"] },
    { title: "has an empty list", type, props: { notificationChannels: [] }, at: ["notificationChannels"] },
    { title: "is switched off", type, props: { enabled: false, notificationChannels: ["on-call"] }, at: ["enabled"] },
    {
      title: "is a channel that was silenced",
      type: channel,
      props: { type: "email", enabled: false },
      at: ["enabled"],
    },
  ],
  unknown: [
    { title: "takes its channels from elsewhere", type, props: { notificationChannels: Unknown } },
    { title: "may be switched off", type: channel, props: { type: "email", enabled: Unknown } },
  ],
});
