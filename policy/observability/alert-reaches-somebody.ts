import { policy } from "../policy";
import { Unknown } from "../values";

export default policy({
  name: "alert-reaches-somebody",
  refuses: "an alert that nobody is told of",
  because: "it looks like a watch in every list of alerts, and the night that it was made for passes unseen",
  fix: "name at least one of notificationChannels, and do not set enabled to false",
  severity: "medium",
  applies: "gcp:monitoring/alertPolicy:AlertPolicy",
  check({ props: { notificationChannels, enabled } }, { violation, unknown }) {
    if (enabled === false) violation("enabled", "is false");
    else if (enabled === Unknown) unknown("enabled");
    if (notificationChannels === Unknown) unknown("notificationChannels");
    else if (!Array.isArray(notificationChannels) || notificationChannels.length === 0)
      violation("notificationChannels", "names none");
  },
});
