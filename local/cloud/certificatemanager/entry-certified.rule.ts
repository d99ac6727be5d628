/** An entry of a certificate map answers for a host with certificates that are for that host. */
import type { PropertyMap } from "../../values";
import { Refusal } from "../errors";
import { withoutHost } from "../references";
import type { DefectRule, Rule } from "../rule";
import { objectOf, textOf, textsOf } from "../typed";

export class NoCertificates extends Refusal {
  constructor() {
    super(400, "", "Validation failed: certificates: at least one certificate is required");
  }
}

const types = ["gcp:certificatemanager/certificateMapEntry:CertificateMapEntry"];

export const entryCertified: Rule = {
  name: "map-entry-certified",
  demands: "An entry of a certificate map has a certificate.",
  answer: "400: no source of the answer was found, and the words are ours.",
  sources: ["googleapis/googleapis google/cloud/certificatemanager/v1/certificate_manager.proto (CertificateMapEntry)"],
  types,
  before: ["create", "update"],
  check({ inputs }) {
    if (textsOf(inputs.certificates).length === 0) throw new NoCertificates();
  },
};

export const entryFits: DefectRule = {
  name: "map-entry-fits",
  demands: "The host of an entry in a certificate map is one of those that its certificates are for.",
  answer: "Accepted. Clients that ask for the host get a certificate for another, and end the connection.",
  sources: ["https://cloud.google.com/certificate-manager/docs/maps (how an entry is chosen)"],
  types,
  inspect({ inputs }, world) {
    const host = textOf(inputs.hostname);
    const found = textsOf(inputs.certificates).flatMap(
      (path) => world.get("gcp:certificatemanager/certificate:Certificate", withoutHost(path)) ?? [],
    );
    // Of a certificate that somebody else issued, what it is for stands in it alone.
    if (host === undefined || found.length === 0 || found.some((one) => one.inputs.managed === undefined))
      return undefined;
    const domains = found.flatMap((certificate) => domainsOf(certificate.inputs));
    if (domains.some((domain) => covers(domain, host))) return undefined;
    return `clients that ask for ${host} end the connection: its certificates are for ${domains.join(", ")} alone`;
  },
};

export function domainsOf({ managed }: PropertyMap): string[] {
  return textsOf(objectOf(managed).domains);
}

/** `*.example.dev` is for one label in place of the star. */
function covers(domain: string, host: string): boolean {
  return domain === host || (domain.startsWith("*.") && host.split(".").slice(1).join(".") === domain.slice(2));
}
