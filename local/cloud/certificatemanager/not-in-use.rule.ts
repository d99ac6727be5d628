/** Certificates, maps and authorisations go after what names them (cloud-facts, section 6, 8). */
import { Refusal } from "../errors";
import { holders } from "../references";
import type { Rule } from "../rule";

export class CertificateResourceInUse extends Refusal {
  constructor(what: string) {
    super(400, "", `can't delete ${what}`);
  }
}

const entry = "gcp:certificatemanager/certificateMapEntry:CertificateMapEntry";

/** Type → what it is and by whom it is held. */
const words: Readonly<Record<string, string>> = {
  "gcp:certificatemanager/certificate:Certificate":
    "certificate that is referenced by a CertificateMapEntry or other resources",
  "gcp:certificatemanager/certificateMap:CertificateMap": "certificate map that is referenced by a target proxy",
  "gcp:certificatemanager/dnsAuthorization:DnsAuthorization": "dns authorization that is referenced by a certificate",
};

export const notInUse: Rule = {
  name: "certificatemanager-not-in-use",
  demands: "A certificate, a map or an authorisation is deleted after what names it.",
  answer:
    "400: can't delete certificate map that is referenced by a target proxy; of a certificate: … by a CertificateMapEntry " +
    "or other resources; of an authorisation: … by a certificate",
  sources: [
    "googleapis/googleapis google/cloud/certificatemanager/v1/certificate_manager.proto (a map with entries)",
    "the words: answers to public programs, found in documents that kept them; those for a map with entries are ours",
  ],
  types: Object.keys(words),
  before: ["delete"],
  check({ type: { token }, world, existing }) {
    const [holder] = existing ? holders(world, existing) : [];
    if (holder?.type === entry && token.endsWith(":CertificateMap"))
      throw new CertificateResourceInUse("certificate map that has certificate map entries");
    if (holder) throw new CertificateResourceInUse(words[token] as string);
  },
};
