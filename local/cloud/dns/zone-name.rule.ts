/** Names in Cloud DNS are whole. */
import { Refusal } from "../errors";
import type { Rule } from "../rule";

export class InvalidZoneName extends Refusal {
  constructor(name: unknown) {
    super(400, "invalid", `Invalid value for 'entity.managedZone.dnsName': '${name}'`);
  }
}

export const zoneName: Rule = {
  name: "zone-name",
  demands: "The name of a zone ends with a dot.",
  answer: "400 invalid: Invalid value for 'entity.managedZone.dnsName': '…'",
  sources: [
    "hashicorp/terraform-provider-google google/services/dns/resource_dns_managed_zone.go (dns_name)",
    "no source of the answer was found; the words are those of other fields of the service",
  ],
  types: ["gcp:dns/managedZone:ManagedZone"],
  before: ["create"],
  check({ inputs: { dnsName } }) {
    if (!String(dnsName).endsWith(".")) throw new InvalidZoneName(dnsName);
  },
};
