import { cases } from "../cases";
import { Unknown } from "../values";
import policy from "./network-ranges-fit";

const subnet = "gcp:compute/subnetwork:Subnetwork";
const address = "gcp:compute/globalAddress:GlobalAddress";
const purpose = "VPC_PEERING";

export default cases(policy, {
  passing: [
    { title: "has room for a thousand instances", type: subnet, props: { ipCidrRange: "10.0.0.0/20" } },
    { title: "is as small as Cloud Run takes it", type: subnet, props: { ipCidrRange: "100.64.3.0/26" } },
    {
      title: "has room for databases",
      type: address,
      props: { purpose, address: "10.128.0.0", prefixLength: 16 },
    },
  ],
  failing: [
    {
      title: "is as large as an example of a subnet",
      type: subnet,
      props: { ipCidrRange: "10.0.0.0/28" },
      at: ["ipCidrRange"],
    },
    { title: "is Google's own resolver", type: subnet, props: { ipCidrRange: "8.8.8.0/24" }, at: ["ipCidrRange"] },
    {
      title: "has room for one database",
      type: address,
      props: { purpose, prefixLength: 29 },
      at: ["prefixLength"],
    },
    {
      title: "puts databases where the internet is",
      type: address,
      props: { purpose, address: "172.64.0.0", prefixLength: 16 },
      at: ["address"],
    },
  ],
  unknown: [
    { title: "takes its range from a new resource", type: subnet, props: { ipCidrRange: Unknown } },
    { title: "may be for proxies", type: subnet, props: { purpose: Unknown, ipCidrRange: "10.0.0.0/28" } },
    { title: "may be for managed services", type: address, props: { purpose: Unknown, prefixLength: 29 } },
    { title: "takes its size from a new resource", type: address, props: { purpose, prefixLength: Unknown } },
  ],
  notApplicable: [
    { title: "is for proxies", type: subnet, props: { purpose: "GLOBAL_MANAGED_PROXY", ipCidrRange: "10.0.0.0/28" } },
    { title: "is an address of the internet, on purpose", type: address, props: { addressType: "EXTERNAL" } },
  ],
});
