/** An entry of a certificate map answers for a host with certificates that are for that host. */
import type { PropertyMap } from "../../values";
import { withoutHost } from "../references";
import type { DefectRule } from "../rule";
import { objectOf, textOf, textsOf } from "../typed";

export const entryFits: DefectRule = {
  name: "map-entry-fits",
  demands:
    "An entry of a certificate map has a certificate, and its host is one of those that its certificates are for.",
  answer:
    "Accepted, or 400 without a certificate: no source says which. Clients that ask for the host get no certificate, or one " +
    "for another host, and end the connection.",
  sources: ["https://cloud.google.com/certificate-manager/docs/maps (how an entry is chosen)"],
  types: ["gcp:certificatemanager/certificateMapEntry:CertificateMapEntry"],
  inspect({ inputs }, world) {
    const certificates = textsOf(inputs.certificates);
    const host = textOf(inputs.hostname);
    if (certificates.length === 0) return `clients of ${host ?? "it"} end the connection: it has no certificate`;
    const found = certificates.flatMap(
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
