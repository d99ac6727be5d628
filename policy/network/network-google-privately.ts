import { policy } from "../policy";
import { judgeSetting, tentative } from "../settings";
import { Unknown } from "../values";
import { subnet, takesMachines } from "./subnets";

/** Of a subnet whose machines have addresses of IPv6, the way to Google over it is a setting of its own. */
export default policy({
  name: "network-google-privately",
  refuses: "a subnet from which Google can be reached over the internet alone",
  because:
    "what has no public address then cannot reach Pub/Sub, KMS or Secret Manager, and the usual remedy is a way out to everything",
  fix:
    "set privateIpGoogleAccess to true, and where stackType has IPv6 privateIpv6GoogleAccess to " +
    "ENABLE_OUTBOUND_VM_ACCESS_TO_GOOGLE",
  severity: "medium",
  same: ["checkov:CKV_GCP_74", "checkov:CKV_GCP_76", "trivy:GCP-0075"],
  applies: subnet,
  check({ props }, report) {
    const takes = takesMachines(props.purpose);
    if (takes === false) return "not applicable";
    const judged = takes === Unknown ? tentative(report) : report;
    const { stackType } = props;
    const asFarAsKnown = stackType === Unknown ? tentative(judged) : judged;
    if (stackType !== "IPV6_ONLY")
      judgeSetting(
        props,
        { path: "privateIpGoogleAccess", allowed: [true], omitted: "which means false" },
        asFarAsKnown,
      );
    if (stackType === Unknown || String(stackType).includes("IPV6"))
      judgeSetting(
        props,
        {
          path: "privateIpv6GoogleAccess",
          allowed: ["ENABLE_OUTBOUND_VM_ACCESS_TO_GOOGLE", "ENABLE_BIDIRECTIONAL_ACCESS_TO_GOOGLE"],
          omitted: "which means DISABLE_GOOGLE_ACCESS",
        },
        asFarAsKnown,
      );
    return undefined;
  },
});
