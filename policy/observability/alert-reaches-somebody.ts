import { policy } from "../policy";
import { Unknown } from "../values";

const alert = "gcp:monitoring/alertPolicy:AlertPolicy";

export default policy({
  name: "alert-reaches-somebody",
  refuses: "an alert that nobody is told of",
  because: "it looks like a watch in every list of alerts, and the night that it was made for passes unseen",
  fix: "name at least one of notificationChannels, and do not set enabled to false, neither on the alert nor on the channel",
  severity: "medium",
  applies: [alert, "gcp:monitoring/notificationChannel:NotificationChannel"],
  check({ type, props: { notificationChannels, enabled } }, { violation, unknown }) {
    if (enabled === false) violation("enabled", "is false");
    else if (enabled === Unknown) unknown("enabled");
    if (type !== alert) return;
    if (notificationChannels === Unknown) unknown("notificationChannels");
    else if (!Array.isArray(notificationChannels) || notificationChannels.length === 0)
      violation("notificationChannels", "names none");
  },
});
