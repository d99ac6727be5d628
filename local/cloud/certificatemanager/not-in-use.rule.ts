/**
 * Certificates, maps and authorisations go after what names them (cloud-facts, section 6, 8). No source for the words was
 * found: they are ours.
 */
import { Refusal } from "../errors";
import { holders } from "../references";
import type { Rule } from "../rule";
import type { WorldRecord } from "../world";

export class CertificateResourceInUse extends Refusal {
  constructor({ id, type }: WorldRecord, holder: WorldRecord) {
    super(
      400,
      "failedPrecondition",
      `can't delete ${type.split(":").at(-1)} '${id}' that is referenced by '${holder.id}'`,
    );
  }
}

export const notInUse: Rule = {
  name: "certificatemanager-not-in-use",
  demands: "A certificate, a map or an authorisation is deleted after what names it.",
  answer: "400 failedPrecondition: can't delete … that is referenced by …",
  sources: ["no source found: the words are ours"],
  types: [
    "gcp:certificatemanager/certificate:Certificate",
    "gcp:certificatemanager/certificateMap:CertificateMap",
    "gcp:certificatemanager/dnsAuthorization:DnsAuthorization",
  ],
  before: ["delete"],
  check({ world, existing }) {
    const [holder] = existing ? holders(world, existing) : [];
    if (existing && holder) throw new CertificateResourceInUse(existing, holder);
  },
};
