import { isIPv6 } from "node:net";
import type { PropertyMap } from "../../values";
import type { Behaviours } from "../behaviour";
import { privateRange, publicAddress } from "./addresses";

export const behaviour: Behaviours = {
  "gcp:compute/network:Network": {
    outputs: () => ({ routingMode: "REGIONAL", gatewayIpv4: "", mtu: 0 }),
  },
  "gcp:compute/subnetwork:Subnetwork": {
    // A range only grows (IsShrinkageIpCidr in resource_compute_subnetwork.go).
    plan: ({ ipCidrRange: old }, { ipCidrRange: news }) =>
      typeof old === "string" && typeof news === "string" && !holdsRange(news, old)
        ? { replaces: ["ipCidrRange"] }
        : {},
    outputs: ({ inputs }) => ({
      gatewayAddress: firstHost(inputs.ipCidrRange),
      privateIpGoogleAccess: false,
      purpose: "PRIVATE",
      stackType: "IPV4_ONLY",
    }),
  },
  "gcp:compute/globalAddress:GlobalAddress": {
    outputs: ({ id, inputs }) => ({ address: address(id, inputs) }),
  },
  "gcp:compute/globalForwardingRule:GlobalForwardingRule": {
    outputs: ({ id, inputs }) => ({
      ipAddress: address(id, inputs),
      ipProtocol: "TCP",
      networkTier: "PREMIUM",
      baseForwardingRule: "",
    }),
  },
  "gcp:compute/securityPolicy:SecurityPolicy": {
    outputs: () => ({ type: "CLOUD_ARMOR" }),
  },
  "gcp:compute/sSLPolicy:SSLPolicy": {
    outputs: () => ({ enabledFeatures: [] }),
  },
  "gcp:compute/route:Route": {
    outputs: ({ inputs }) => ({
      nextHopNetwork: inputs.network,
      routeType: "STATIC",
      routeStatus: "ACTIVE",
      warnings: [],
    }),
  },
};

function address(id: string, { addressType, ipVersion }: PropertyMap): string {
  return addressType === "INTERNAL" ? privateRange(id) : publicAddress(id, ipVersion === "IPV6" ? "IPV6" : "IPV4");
}

/** Whether the one range, of IPv4, has all addresses of the other. */
function holdsRange(outer: string, inner: string): boolean {
  const [first, last] = boundsOf(outer);
  const [from, to] = boundsOf(inner);
  return first <= from && to <= last;
}

function boundsOf(range: string): [first: number, last: number] {
  const [start = "", bits = "32"] = range.split("/");
  const size = 2 ** (32 - Number(bits));
  const address = start.split(".").reduce((sum, octet) => sum * 256 + Number(octet), 0);
  const first = Math.floor(address / size) * size;
  return [first, first + size - 1];
}

/** The first address of a range is the network's, the second its gateway's. */
function firstHost(range: unknown): string | undefined {
  const [start = ""] = String(range).split("/");
  const octets = start.split(".").map(Number);
  if (isIPv6(start) || octets.length !== 4) return undefined;
  return [...octets.slice(0, 3), (octets[3] as number) + 1].join(".");
}
