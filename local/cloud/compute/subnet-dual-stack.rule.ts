/** A subnet with addresses of both versions says from where its IPv6 comes. */
import { Refusal } from "../errors";
import type { Rule } from "../rule";
import { textOf } from "../typed";

export class NoIpv6Access extends Refusal {
  constructor() {
    super(
      400,
      "invalid",
      "Invalid value for field 'resource.ipv6AccessType': ''. A dual-stack subnetwork must be of IPv6 access type EXTERNAL or INTERNAL.",
    );
  }
}

export const subnetDualStack: Rule = {
  name: "subnet-dual-stack",
  demands: "A subnet of stack type IPV4_IPV6 or IPV6_ONLY has an ipv6AccessType.",
  answer: "400 invalid: no source of the answer was found, and the words are ours.",
  sources: ["https://cloud.google.com/compute/docs/reference/rest/v1/subnetworks (ipv6AccessType)"],
  types: ["gcp:compute/subnetwork:Subnetwork"],
  before: ["create", "update"],
  check({ inputs }) {
    const hasIpv6 = inputs.stackType === "IPV4_IPV6" || inputs.stackType === "IPV6_ONLY";
    if (hasIpv6 && textOf(inputs.ipv6AccessType) === undefined) throw new NoIpv6Access();
  },
};
