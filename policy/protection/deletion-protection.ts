import { policy } from "../policy";
import { service } from "../run/exposure";
import { judgeSetting } from "../settings";

/** Left out, it is true for what runs, and false for a secret. */
const secret = "gcp:secretmanager/secret:Secret";

/** Of what has no data of its own, or as good as none; the rest is for `stateful-protected`. */
export default policy({
  name: "deletion-protection",
  refuses: "a workload of Cloud Run, or a secret, that may be deleted, outside developer environments",
  because:
    "a renamed component or a mistaken destroy takes a serving region down at once, or what all its readers start with",
  fix: "set deletionProtection to true; take it off in a change of its own before a destroy that is meant",
  severity: "low",
  same: [
    "gcp-pac:cloudrunv2-job-require-deletion-protection",
    "gcp-pac:cloudrunv2-service-require-deletion-protection",
  ],
  applies: [service, "gcp:cloudrunv2/job:Job", "gcp:cloudrunv2/workerPool:WorkerPool", secret],
  check({ type, props }, report) {
    judgeSetting(
      props,
      { path: "deletionProtection", allowed: [true], ...(type === secret && { omitted: "which means false" }) },
      report,
    );
  },
});
