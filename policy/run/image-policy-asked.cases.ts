import { type CaseResource, stackCases } from "../cases";
import { type Props, Unknown, type Value } from "../values";
import policy from "./image-policy-asked";

const project = "example";

const decides = (of: Value = project): CaseResource => ({
  type: "gcp:binaryauthorization/policy:Policy",
  name: "admission",
  props: {
    project: of,
    defaultAdmissionRule: { evaluationMode: "ALWAYS_DENY", enforcementMode: "ENFORCED_BLOCK_AND_AUDIT_LOG" },
  },
});

const workload = (props: Props, type = "service:Service"): CaseResource => ({
  type: `gcp:cloudrunv2/${type}`,
  name: "registry",
  props: { project, location: "europe-west1", ...props },
});

const asks = { binaryAuthorization: { useDefault: true } };
const at = ["binaryAuthorization.useDefault"];

export default stackCases(policy, {
  passing: [
    { title: "asks it", stack: [decides(), workload(asks), workload(asks, "job:Job")] },
    {
      title: "asks one of its own",
      stack: [decides(), workload({ binaryAuthorization: { policy: "projects/example/platforms/cloudRun/registry" } })],
    },
    { title: "has none to ask", stack: [workload({})] },
    { title: "is in another project", stack: [decides("registry-shared"), workload({})] },
  ],
  failing: [
    { title: "does not ask", stack: [decides(), workload({})], at },
    {
      title: "has it switched off",
      stack: [decides(), workload(asks), workload({ binaryAuthorization: { useDefault: false } }, "job:Job")],
      at,
    },
    { title: "is a pool that does not ask", stack: [decides(), workload({}, "workerPool:WorkerPool")], at },
  ],
  unknown: [
    { title: "takes it from a new resource", stack: [decides(), workload({ binaryAuthorization: Unknown })] },
    { title: "may be in the policy's project", stack: [decides(Unknown), workload({})] },
  ],
});
