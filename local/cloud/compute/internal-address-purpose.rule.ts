/** A global address inside a network is for one of two things. */
import { Refusal } from "../errors";
import type { Rule } from "../rule";
import { textOf } from "../typed";

export class GlobalAddressWithoutPurpose extends Refusal {
  constructor() {
    super(
      400,
      "invalid",
      "Invalid value for field 'resource.purpose': ''. Global internal addresses need the purpose VPC_PEERING or PRIVATE_SERVICE_CONNECT.",
    );
  }
}

export const internalAddressPurpose: Rule = {
  name: "internal-address-purpose",
  demands: "A global address that is internal says what it is for: VPC_PEERING or PRIVATE_SERVICE_CONNECT.",
  answer: "400 invalid: no source of the answer was found, and the words are ours.",
  sources: [
    "hashicorp/terraform-provider-google google/services/compute/resource_compute_global_address.go (purpose)",
    "https://cloud.google.com/compute/docs/reference/rest/v1/globalAddresses",
  ],
  types: ["gcp:compute/globalAddress:GlobalAddress"],
  before: ["create"],
  check({ inputs }) {
    if (inputs.addressType === "INTERNAL" && textOf(inputs.purpose) === undefined)
      throw new GlobalAddressWithoutPurpose();
  },
};
