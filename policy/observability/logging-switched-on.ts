import { policy } from "../policy";
import { judgeSetting } from "../settings";
import { metric, sinks } from "./logging";

export default policy({
  name: "logging-switched-on",
  refuses: "a sink or a metric of logs that is switched off",
  because:
    "it stands in every list as if it worked, and what it was to keep or to count is missing on the day it is needed",
  fix: "leave disabled out; what is not wanted any more is taken out of the program",
  severity: "medium",
  applies: [metric, ...sinks],
  check({ props }, report) {
    judgeSetting(props, { path: "disabled", allowed: [false] }, report);
  },
});
