import { cases } from "../cases";
import { Unknown } from "../values";
import policy from "./network-google-privately";

export default cases(policy, {
  passing: [
    { title: "has it", props: { privateIpGoogleAccess: true } },
    {
      title: "has it over both",
      props: {
        stackType: "IPV4_IPV6",
        privateIpGoogleAccess: true,
        privateIpv6GoogleAccess: "ENABLE_OUTBOUND_VM_ACCESS_TO_GOOGLE",
      },
    },
    {
      title: "has no addresses but of IPv6",
      props: { stackType: "IPV6_ONLY", privateIpv6GoogleAccess: "ENABLE_BIDIRECTIONAL_ACCESS_TO_GOOGLE" },
    },
  ],
  failing: [
    { title: "says nothing", props: { ipCidrRange: "10.0.0.0/20" }, at: ["privateIpGoogleAccess"] },
    { title: "refuses it", props: { privateIpGoogleAccess: false }, at: ["privateIpGoogleAccess"] },
    {
      title: "gets IPv6, and says nothing of it",
      props: { stackType: "IPV4_IPV6", privateIpGoogleAccess: true },
      at: ["privateIpv6GoogleAccess"],
    },
    {
      title: "refuses it over IPv6",
      props: {
        stackType: "IPV4_IPV6",
        privateIpGoogleAccess: true,
        privateIpv6GoogleAccess: "DISABLE_GOOGLE_ACCESS",
      },
      at: ["privateIpv6GoogleAccess"],
    },
  ],
  unknown: [
    { title: "takes it from a new resource", props: { privateIpGoogleAccess: Unknown } },
    { title: "may be for proxies", props: { purpose: Unknown } },
    { title: "may have IPv6", props: { privateIpGoogleAccess: true, stackType: Unknown } },
  ],
  notApplicable: [
    { title: "is for proxies alone", props: { purpose: "REGIONAL_MANAGED_PROXY", role: "ACTIVE" } },
    { title: "is for the addresses of a gateway", props: { purpose: "PRIVATE_NAT" } },
  ],
});
