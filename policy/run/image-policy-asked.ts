import { same, some } from "../known";
import { type StackResource, stackPolicy } from "../policy";
import { isSet } from "../settings";
import { at, type Known, Unknown } from "../values";
import { templates } from "./templates";

const policyType = "gcp:binaryauthorization/policy:Policy";

/** Of the whole stack, because it is where a project has a policy that one of its workloads can go past it. */
export default stackPolicy({
  name: "image-policy-asked",
  refuses: "a workload that does not ask the policy for images that its project has",
  because: "the policy decides for whoever asks it: the one workload that does not runs any image, and nothing says so",
  fix: "set binaryAuthorization.useDefault to true (Flotilla: every workload has it where the environment has an admission)",
  severity: "high",
  applies: (type) => type === policyType || type in templates,
  checkStack(resources, report) {
    const policies = resources.filter(({ type }) => type === policyType);
    for (const workload of resources.filter(({ type }) => type in templates)) {
      const { binaryAuthorization } = workload.props;
      const isIn = some(policies.map((policy) => isOf(policy, workload)));
      const own = at(binaryAuthorization, "policy");
      const asks = some([same(at(binaryAuthorization, "useDefault"), true), own === Unknown ? Unknown : isSet(own)]);
      if (isIn === false || asks === true) continue;
      if (isIn === Unknown || asks === Unknown) report.unknown(workload, "binaryAuthorization.useDefault");
      else report.violation(workload, "binaryAuthorization.useDefault", "is not true");
    }
  },
});

/** What names no project is of the provider's, and so of the other's. */
function isOf(policy: StackResource, workload: StackResource): Known {
  const [one, other] = [policy.props.project, workload.props.project];
  if (one === undefined || other === undefined || one === other) return one === Unknown ? Unknown : true;
  return one === Unknown || other === Unknown ? Unknown : false;
}
