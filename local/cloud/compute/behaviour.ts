import { isIPv6 } from "node:net";
import type { PropertyMap } from "../../values";
import type { Behaviours } from "../behaviour";
import { digest } from "../template";

export const behaviour: Behaviours = {
  "gcp:compute/network:Network": {
    outputs: () => ({ routingMode: "REGIONAL", gatewayIpv4: "", mtu: 0 }),
  },
  "gcp:compute/subnetwork:Subnetwork": {
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

/**
 * An address that no host on the internet has: of the range for benchmarks (RFC 2544), for documentation (RFC 3849) or,
 * inside a network, of the one that automatic ranges are taken from.
 */
function address(id: string, { addressType, ipVersion }: PropertyMap): string {
  const [a, b, c] = [...Buffer.from(digest(id), "hex")] as [number, number, number];
  if (addressType === "INTERNAL") return `10.${128 + (a % 128)}.${b}.0`;
  if (ipVersion === "IPV6") return `2001:db8:${a.toString(16)}:${b.toString(16)}::${c.toString(16)}`;
  return `198.${18 + (a % 2)}.${b}.${c}`;
}

/** The first address of a range is the network's, the second its gateway's. */
function firstHost(range: unknown): string | undefined {
  const [start = ""] = String(range).split("/");
  const octets = start.split(".").map(Number);
  if (isIPv6(start) || octets.length !== 4) return undefined;
  return [...octets.slice(0, 3), (octets[3] as number) + 1].join(".");
}
