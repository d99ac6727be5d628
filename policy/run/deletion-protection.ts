import { policy } from "../policy";
import { Unknown } from "../values";
import { service } from "./exposure";

const judged = [service, "gcp:cloudrunv2/workerPool:WorkerPool"];

/** Only advice where it applies: protection has to come off before a `destroy` that is meant. */
export default policy({
  name: "deletion-protection",
  refuses: "a Cloud Run service or worker pool without deletion protection outside developer environments",
  because: "a renamed component or a mistaken destroy takes down a region, or all its workers, at once",
  fix: "leave deletionProtection at its default, true; take it off in a change of its own before a destroy that is meant",
  severity: "low",
  applies: judged,
  check({ props: { deletionProtection } }, { violation, unknown }) {
    if (deletionProtection === Unknown) unknown("deletionProtection");
    else if (deletionProtection === false) violation("deletionProtection", "is false");
  },
});
