import { type CaseResource, stackCases } from "../cases";
import { Unknown, type Value } from "../values";
import policy from "./run-audience-own";

const service = (name: Value, audience: Value, region = "europe-west1"): CaseResource => ({
  type: "gcp:cloudrunv2/service:Service",
  name: `${typeof name === "string" ? name : "new"}/${region}`,
  props: { name, location: region, customAudiences: [audience] },
});
const shared = "https://example.dev";

export default stackCases(policy, {
  passing: [
    { title: "is one in two regions", stack: [service("iam", shared), service("iam", shared, "us-east4")] },
    { title: "is two with two audiences", stack: [service("iam", "https://iam.example.dev"), service("push", shared)] },
  ],
  failing: [
    {
      title: "is two that were copied",
      stack: [service("iam", shared), service("push", shared)],
      at: ["customAudiences[0]"],
    },
  ],
  unknown: [
    { title: "takes its audience from a new resource", stack: [service("iam", Unknown)] },
    { title: "has a name that is not known yet", stack: [service("iam", shared), service(Unknown, shared)] },
  ],
  notApplicable: [{ title: "has no services", stack: [{ type: "gcp:cloudrunv2/job:Job", props: {} }] }],
});
