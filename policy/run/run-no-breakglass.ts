import { policy } from "../policy";
import { isSet } from "../settings";
import { at, Unknown } from "../values";
import { templates } from "./templates";

export default policy({
  name: "run-no-breakglass",
  refuses: "a workload that is deployed past the project's rules for images",
  because:
    "the emergency that it was written for ends, and the line stays: from then on any image runs, and every deployment says " +
    "that this was meant",
  fix: "leave binaryAuthorization.breakglassJustification out; in an emergency it is given by hand, for one deployment",
  severity: "high",
  applies: Object.keys(templates),
  check({ props }, { violation, unknown }) {
    const justification = at(props.binaryAuthorization, "breakglassJustification");
    if (justification === Unknown) unknown("binaryAuthorization.breakglassJustification");
    else if (isSet(justification)) violation("binaryAuthorization.breakglassJustification", "is set");
  },
});
