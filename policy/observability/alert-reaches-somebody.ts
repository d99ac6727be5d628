import { policy } from "../policy";
import { judgeSetting } from "../settings";
import { Unknown } from "../values";

const alert = "gcp:monitoring/alertPolicy:AlertPolicy";

export default policy({
  name: "alert-reaches-somebody",
  refuses: "an alert that nobody is told of, or a channel that tells nobody",
  because: "it looks like a watch in every list of alerts, and the night that it was made for passes unseen",
  fix: "name at least one of notificationChannels, and do not set enabled to false",
  severity: "medium",
  applies: [alert, "gcp:monitoring/notificationChannel:NotificationChannel"],
  check({ type, props }, report) {
    judgeSetting(props, { path: "enabled", allowed: [true] }, report);
    const { notificationChannels } = props;
    if (type !== alert) return;
    if (notificationChannels === Unknown) report.unknown("notificationChannels");
    else if (!Array.isArray(notificationChannels) || notificationChannels.length === 0)
      report.violation("notificationChannels", "names none");
  },
});
