import { cases } from "../cases";
import { Unknown } from "../values";
import policy from "./run-ingress-not-public-by-accident";

const because = "flotilla.dev/public-because";

export default cases(policy, {
  passing: [
    { title: "is internal", props: { ingress: "INGRESS_TRAFFIC_INTERNAL_ONLY" } },
    { title: "is behind the load balancer", props: { ingress: "INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER" } },
    { title: "is guarded by IAP", props: { ingress: "INGRESS_TRAFFIC_ALL", iapEnabled: true } },
    {
      title: "is public with a reason",
      props: { ingress: "INGRESS_TRAFFIC_ALL", annotations: { [because]: "shows everyone the status page" } },
    },
  ],
  failing: [
    { title: "is public by omission", props: { location: "europe-west1" }, at: ["ingress"] },
    { title: "is public in words", props: { ingress: "INGRESS_TRAFFIC_ALL" }, at: ["ingress"] },
    {
      title: "gives an empty reason",
      props: { ingress: "INGRESS_TRAFFIC_ALL", annotations: { [because]: " " } },
      at: ["ingress"],
    },
    {
      title: "gives a reason of one letter",
      props: { ingress: "INGRESS_TRAFFIC_ALL", annotations: { [because]: "x" } },
      at: ["ingress"],
    },
    {
      title: "gives a long word for a reason",
      props: { ingress: "INGRESS_TRAFFIC_ALL", annotations: { [because]: "TODO-write-a-reason-here" } },
      at: ["ingress"],
    },
    {
      title: "has IAP switched off",
      props: { ingress: "INGRESS_TRAFFIC_ALL", iapEnabled: false },
      at: ["ingress"],
    },
  ],
  unknown: [
    { title: "takes ingress from a new resource", props: { ingress: Unknown } },
    { title: "takes IAP from a new resource", props: { iapEnabled: Unknown } },
    { title: "takes its reason from a new resource", props: { annotations: { [because]: Unknown } } },
    { title: "takes all annotations from a new resource", props: { annotations: Unknown } },
  ],
  notApplicable: [{ title: "is a job", type: "gcp:cloudrunv2/job:Job", props: {} }],
});
