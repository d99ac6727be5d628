import { cases } from "../cases";
import { Unknown } from "../values";
import policy from "./run-invoker-not-public";

const service = "gcp:cloudrunv2/service:Service";
const member = "gcp:cloudrunv2/serviceIamMember:ServiceIamMember";
const reason = { "flotilla.dev/public-because": "shows everyone the status page" };

export default cases(policy, {
  passing: [
    { title: "asks callers for a right", type: service, props: { ingress: "INGRESS_TRAFFIC_ALL" } },
    {
      title: "lets the load balancer's callers in",
      type: service,
      props: {
        invokerIamDisabled: true,
        defaultUriDisabled: true,
        ingress: "INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER",
      },
    },
    {
      title: "is public with a reason",
      type: service,
      props: { invokerIamDisabled: true, annotations: reason },
    },
    {
      title: "grants to one account",
      type: member,
      props: { role: "roles/run.invoker", member: "serviceAccount:registry@example.iam.gserviceaccount.com" },
    },
  ],
  failing: [
    {
      title: "asks nobody, by omission of ingress",
      type: service,
      props: { invokerIamDisabled: true },
      at: ["invokerIamDisabled"],
    },
    {
      title: "asks nobody, and hardly says why",
      type: service,
      props: { invokerIamDisabled: true, annotations: { "flotilla.dev/public-because": "because" } },
      at: ["invokerIamDisabled"],
    },
    {
      title: "asks nobody, in words",
      type: service,
      props: { invokerIamDisabled: true, ingress: "INGRESS_TRAFFIC_ALL" },
      at: ["invokerIamDisabled"],
    },
    {
      title: "asks nobody inside the network",
      type: service,
      props: { invokerIamDisabled: true, ingress: "INGRESS_TRAFFIC_INTERNAL_ONLY" },
      at: ["invokerIamDisabled"],
    },
    {
      title: "has an address beside the load balancer",
      type: service,
      props: { invokerIamDisabled: true, ingress: "INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER" },
      at: ["defaultUriDisabled"],
    },
    {
      title: "lets everyone past the identity proxy",
      type: "gcp:iap/webCloudRunServiceIamMember:WebCloudRunServiceIamMember",
      props: { member: "allUsers" },
      at: ["member"],
    },
    { title: "grants to all", type: member, props: { member: "allUsers" }, at: ["member"] },
    {
      title: "grants to all who have an account",
      type: "gcp:cloudrun/iamBinding:IamBinding",
      props: { members: ["user:ada@example.dev", "allAuthenticatedUsers"] },
      at: ["members[1]"],
    },
    {
      title: "grants to all in a whole policy",
      type: "gcp:cloudrunv2/serviceIamPolicy:ServiceIamPolicy",
      props: { policyData: '{"bindings":[{"members":["allUsers"],"role":"roles/run.invoker"}]}' },
      at: ["policyData"],
    },
  ],
  unknown: [
    { title: "grants to an account made in this run", type: member, props: { member: Unknown } },
    {
      title: "takes ingress from a new resource",
      type: service,
      props: { invokerIamDisabled: true, ingress: Unknown },
    },
    { title: "takes the switch from a new resource", type: service, props: { invokerIamDisabled: Unknown } },
    {
      title: "takes annotations from a new resource",
      type: service,
      props: { invokerIamDisabled: true, annotations: Unknown },
    },
  ],
  notApplicable: [{ title: "opens a bucket", type: "gcp:storage/bucketIAMMember:BucketIAMMember", props: {} }],
});
