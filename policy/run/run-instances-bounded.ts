import { policy } from "../policy";
import { find, Unknown } from "../values";

export default policy({
  name: "run-instances-bounded",
  refuses: "a service that may grow without an end that somebody chose",
  because:
    "a loop or a flood of requests then grows the bill, and takes every address of the subnet and every connection of " +
    "the database",
  fix: "set template.scaling.maxInstanceCount",
  severity: "medium",
  applies: "gcp:cloudrunv2/service:Service",
  check({ props }, { violation, unknown }) {
    for (const { path, value } of find(props, "template.scaling.maxInstanceCount"))
      if (value === Unknown) unknown(path);
      else if (typeof value !== "number" || value < 1)
        violation(path, "is not set, which means 100 or what the quota gives");
  },
});
