import { cases } from "../cases";
import { Unknown } from "../values";
import policy from "./alert-reaches-somebody";

const type = "gcp:monitoring/alertPolicy:AlertPolicy";
const channel = "gcp:monitoring/notificationChannel:NotificationChannel";

export default cases(policy, {
  passing: [
    {
      title: "is a channel",
      type: channel,
      props: { type: "email", labels: { email_address: "on-call@example.dev" } },
    },
    { title: "pages who is on call", type, props: { notificationChannels: ["on-call"] } },
    { title: "tells a channel that is made with it", type, props: { notificationChannels: [Unknown] } },
  ],
  failing: [
    {
      title: "is a channel that is switched off",
      type: channel,
      props: { type: "email", labels: { email_address: "on-call@example.dev" }, enabled: false },
      at: ["enabled"],
    },
    { title: "tells nobody", type, props: { displayName: "dead letters" }, at: ["notificationChannels"] },
    { title: "has an empty list", type, props: { notificationChannels: [] }, at: ["notificationChannels"] },
    { title: "is switched off", type, props: { enabled: false, notificationChannels: ["on-call"] }, at: ["enabled"] },
  ],
  unknown: [{ title: "takes its channels from elsewhere", type, props: { notificationChannels: Unknown } }],
});
