import { policy } from "../policy";
import { judgeSetting } from "../settings";

const service = "gcp:projects/service:Service";

/** The provider's own default is false in both. */
export default policy({
  name: "apis-stay",
  refuses: "an API that is switched off when its resource goes",
  because: "everything in the project that uses it stops at once, what other programs and people made there too",
  fix: "leave disableOnDestroy and disableDependentServices out, or set them to false; an API that nobody uses costs nothing",
  severity: "high",
  applies: service,
  check({ props }, report) {
    for (const path of ["disableOnDestroy", "disableDependentServices"])
      judgeSetting(props, { path, allowed: [false] }, report);
  },
});
