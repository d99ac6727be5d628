import { policy } from "../policy";
import { at, Unknown } from "../values";

/** The labels that are secret, as the provider has them beside the open ones. */
const sealed: Readonly<Record<string, string>> = {
  auth_token: "authToken",
  password: "password",
  service_key: "serviceKey",
};

export default policy({
  name: "alert-token-sealed",
  refuses: "the token of a channel for alerts among its open labels",
  because:
    "it is then in the state and in every preview in plain text, and whoever reads it can call for help, or for silence",
  fix: "put it into sensitiveLabels, which the provider keeps secret",
  severity: "high",
  applies: "gcp:monitoring/notificationChannel:NotificationChannel",
  check({ props: { labels } }, { violation, unknown }) {
    if (labels === Unknown) return unknown("labels");
    for (const [label, instead] of Object.entries(sealed)) {
      const value = at(labels, label);
      if (value !== undefined && value !== "")
        violation(`labels.${label}`, `is set, and belongs into sensitiveLabels.${instead}`);
    }
    return undefined;
  },
});
