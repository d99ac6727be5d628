import { type CaseResource, stackCases } from "../cases";
import { Unknown, type Value } from "../values";
import policy from "./pubsub-push-stays-inside";

const push = (pushEndpoint: Value): CaseResource => ({
  type: "gcp:pubsub/subscription:Subscription",
  name: "notify",
  props: { topic: "pulls", pushConfig: { pushEndpoint } },
});
const service = (name: Value): CaseResource => ({
  type: "gcp:cloudrunv2/service:Service",
  name: "notifier",
  props: { name, location: "europe-west1" },
});
const record = (name: Value): CaseResource => ({
  type: "cloudflare:index/dnsRecord:DnsRecord",
  name: "record",
  props: { name, type: "A" },
});
const address = "https://notifier-755489226627.europe-west1.run.app/events";
const at = ["pushConfig.pushEndpoint"];

export default stackCases(policy, {
  passing: [
    { title: "calls a service of the stack", stack: [push(address), service("notifier")] },
    {
      title: "calls a name that the stack has",
      stack: [push("https://notifier.example.dev/events"), record("notifier.example.dev")],
    },
    {
      title: "calls one of many names",
      stack: [
        push("https://notifier.example.dev/events"),
        { type: "gcp:compute/uRLMap:URLMap", name: "edge", props: { hostRules: [{ hosts: ["*.example.dev"] }] } },
      ],
    },
    {
      title: "pushes nothing",
      stack: [{ type: "gcp:pubsub/subscription:Subscription", name: "pull", props: { topic: "pulls" } }],
    },
  ],
  failing: [
    {
      title: "was to be looked at, for an hour",
      stack: [push("https://requests.example.net/ada"), service("notifier")],
      at,
    },
    { title: "calls a service that is not there any more", stack: [push(address), service("registry")], at },
    {
      title: "calls a name that only ends alike",
      stack: [push("https://events.notifier.example.dev"), record("notifier.example.dev")],
      at,
    },
  ],
  unknown: [
    { title: "takes its address from a new resource", stack: [push(Unknown), service("notifier")] },
    { title: "may call a service made in this run", stack: [push(address), service(Unknown)] },
    { title: "may call a name made in this run", stack: [push("https://notifier.example.dev"), record(Unknown)] },
  ],
  notApplicable: [{ title: "is a bucket", stack: [{ type: "gcp:storage/bucket:Bucket", props: {} }] }],
});
