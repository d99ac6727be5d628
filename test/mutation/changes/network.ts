import { type BadChanges, becomes, option, told, without } from "../bad-change";
import { having } from "./subjects";

const unlogged = "Nobody is served there, and flow logs have no free tier.";
const retired =
  "A region that is given up leaves its subnet behind, so that one elsewhere is no mistake by itself; a workload that is put " +
  "into it is refused by the cloud's rule `subnet-region`.";
const protection = "protection by Pulumi is taken away";
const isProtected = { of: ({ protect }: { protect: boolean }) => protect };

export const network: BadChanges = {
  "gcp:compute/network:Network": [
    becomes("autoCreateSubnetworks", true, "it has subnets in regions where nobody looks"),
    without("autoCreateSubnetworks", "it has subnets in regions where nobody looks: that is the default"),
    becomes("deleteDefaultRoutesOnCreate", false, "everything in it has a way out to the internet"),
    option(protection, { protect: false }, "one wrong word deletes what everything stands in", isProtected),
  ],
  "gcp:compute/subnetwork:Subnetwork": [
    becomes("privateIpGoogleAccess", false, "calls of Google's APIs need the internet"),
    without("privateIpGoogleAccess", "calls of Google's APIs need the internet: that is the default"),
    without("logConfig", "nobody sees who talked to whom", {
      of: having("logConfig"),
      survives: { developer: unlogged, staging: unlogged },
    }),
    becomes("logConfig.flowSampling", 0, "nobody sees who talked to whom", { of: having("logConfig") }),
    becomes("stackType", "IPV4_IPV6", "each instance gets an address of IPv6"),
    becomes("ipCidrRange", "10.128.0.0/20", "it overlaps what databases use"),
    becomes("ipCidrRange", "10.0.0.0/30", "there is room for four addresses"),
    becomes("region", "us-west1", "it is where the environment is not", { survives: retired }),
    option(
      protection,
      { protect: false },
      "one wrong word deletes it, and Cloud Run holds on to its addresses",
      isProtected,
    ),
  ],
  "gcp:compute/route:Route": [
    becomes("destRange", "0.0.0.0/0", "everything has a way out to the internet"),
    becomes("nextHopGateway", "nowhere", "Google's APIs are not reached"),
  ],
  "gcp:dns/managedZone:ManagedZone": [
    becomes("visibility", "public", "the internet is told of a name that is Google's"),
    becomes("privateVisibilityConfig", { networks: [] }, "nobody sees it"),
    becomes("dnsName", "run.app", "it does not end with a dot"),
    option(protection, { protect: false }, "one wrong word sends calls to the internet", isProtected),
  ],
  "gcp:dns/recordSet:RecordSet": [
    becomes("rrdatas", ["203.0.113.66"], "calls of services and of Google's APIs go to somebody else", {
      of: having("type", "A"),
    }),
    becomes("managedZone", "nowhere", "there is no such zone"),
    becomes("rrdatas", [], "nobody answers"),
  ],
  "gcp:servicenetworking/connection:Connection": [
    becomes("reservedPeeringRanges", [], "there is no room for a database"),
    becomes("reservedPeeringRanges", ["nowhere"], "there is no room for a database"),
    becomes("deletionPolicy", "ABANDON", "a network is left that cannot be deleted"),
    becomes(
      "network",
      told("the default network", ({ inputs }) => String(inputs.network).replace(/[^/]+$/, "default")),
      "databases stand in a network that nobody made",
    ),
  ],
};
