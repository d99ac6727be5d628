import { policy } from "../policy";
import { at, Unknown } from "../values";

const classic = "gcp:compute/managedSslCertificate:ManagedSslCertificate";

export default policy({
  name: "edge-certificate-first",
  refuses: "a certificate that is issued only once the traffic is here",
  because:
    "until the name leads to the load balancer Google cannot prove it that way, so a new host, or a new load balancer for an " +
    "old one, has no TLS for up to a day",
  fix: "use certificatemanager.Certificate with managed.dnsAuthorizations, whose records can be there before (Flotilla's Edge does)",
  severity: "medium",
  applies: ["gcp:certificatemanager/certificate:Certificate", classic],
  check({ type, props: { managed } }, { violation, unknown }) {
    if (type === classic) return violation("managed", "can be proved by the load balancer alone");
    if (managed === undefined) return "not applicable";
    const proofs = [at(managed, "dnsAuthorizations"), at(managed, "issuanceConfig")];
    if (proofs.includes(Unknown)) unknown("managed.dnsAuthorizations");
    else if (
      proofs.every((proof) => proof === undefined || proof === "" || (Array.isArray(proof) && proof.length === 0))
    )
      violation("managed.dnsAuthorizations", "names none");
    return undefined;
  },
});
