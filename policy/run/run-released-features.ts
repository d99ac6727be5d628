import { policy } from "../policy";
import { isSet } from "../settings";
import { Unknown } from "../values";
import { templates } from "./templates";

export default policy({
  name: "run-released-features",
  refuses: "a service, job or worker pool on features that Google has not released",
  because:
    "they come without support and without a promised availability, and may change or go with a few weeks' notice",
  fix: "leave launchStage out, or wait for the release; what is tried out is tried in staging",
  severity: "medium",
  applies: Object.keys(templates),
  check({ props: { launchStage } }, { violation, unknown }) {
    if (launchStage === Unknown) unknown("launchStage");
    else if (isSet(launchStage) && launchStage !== "GA") violation("launchStage", `is ${String(launchStage)}`);
  },
});
