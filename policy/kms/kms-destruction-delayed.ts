import { day, secondsOf } from "../durations";
import { policy } from "../policy";
import { isSet } from "../settings";
import { Unknown } from "../values";

const shortest = 30;

export default policy({
  name: "kms-destruction-delayed",
  refuses: "a key whose versions are gone sooner than 30 days after somebody destroyed them",
  because:
    "until then a version can be restored; after it all that it encrypted is lost, and nobody may notice for weeks",
  fix: `leave destroyScheduledDuration at its default, 30 days; it cannot be changed later without another key`,
  severity: "high",
  applies: "gcp:kms/cryptoKey:CryptoKey",
  check({ props: { destroyScheduledDuration: delay } }, { violation, unknown }) {
    if (delay === Unknown) unknown("destroyScheduledDuration");
    else if (isSet(delay) && !(secondsOf(String(delay)) >= shortest * day))
      violation("destroyScheduledDuration", `is ${JSON.stringify(delay)}, not at least ${shortest} days`);
  },
});
