import { type CaseResource, stackCases } from "../cases";
import { Unknown, type Value } from "../values";
import policy from "./edge-names-lead-here";

const host = "registry.example.dev";
const record = (content: Value, name: Value = host): CaseResource => ({
  type: "cloudflare:index/dnsRecord:DnsRecord",
  name: "record",
  props: { name, type: "A", content },
});
const googleRecord = (content: Value): CaseResource => ({
  type: "gcp:dns/recordSet:RecordSet",
  name: "record",
  props: { name: `${host}.`, type: "A", rrdatas: [content] },
});
const address = (value: Value = "198.51.100.7"): CaseResource => ({
  type: "gcp:compute/globalAddress:GlobalAddress",
  name: "address",
  props: { address: value },
});
const map: CaseResource = {
  type: "gcp:compute/uRLMap:URLMap",
  name: "map",
  props: { hostRules: [{ hosts: [host], pathMatcher: "registry" }] },
};

export default stackCases(policy, {
  passing: [
    { title: "leads to the load balancer", stack: [record("198.51.100.7"), address(), map] },
    {
      title: "leads to an address that is made with it",
      stack: [{ ...record(Unknown), madeFrom: { content: ["address"] } }, address(Unknown), map],
    },
    { title: "leads to the load balancer in Cloud DNS", stack: [googleRecord("198.51.100.7"), address(), map] },
    { title: "is another name", stack: [record("203.0.113.66", "mail.example.dev"), address(), map] },
  ],
  failing: [
    {
      title: "leads to an address that was given up",
      stack: [record("203.0.113.66"), address(), map],
      at: ["content"],
    },
    {
      title: "leads there in Cloud DNS",
      stack: [googleRecord("203.0.113.66"), address(), map],
      at: ["rrdatas[0]"],
    },
  ],
  unknown: [
    { title: "leads to what may be the new address", stack: [record("203.0.113.66"), address(Unknown), map] },
    { title: "is a name that is not known yet", stack: [record("203.0.113.66", Unknown), address(), map] },
  ],
  notApplicable: [{ title: "has no load balancer", stack: [{ type: "gcp:storage/bucket:Bucket", props: {} }] }],
});
