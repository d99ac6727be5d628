import { policy } from "../policy";
import { find, Unknown } from "../values";
import { templates } from "./templates";

export default policy({
  name: "run-limits-set",
  refuses: "a container that leaves its cores or its memory to Cloud Run",
  because:
    "where one of the two is left out the provider finds a difference at every update, and what nobody chose changes " +
    "with the default",
  fix: "set both resources.limits.cpu and resources.limits.memory",
  severity: "low",
  applies: Object.keys(templates),
  check({ type, props }, { violation, unknown }) {
    for (const limit of ["cpu", "memory"])
      for (const { path, value } of find(props, `${templates[type]}.containers[].resources.limits.${limit}`))
        if (value === Unknown) unknown(path);
        else if (value === undefined || value === "") violation(path, "is not set");
  },
});
