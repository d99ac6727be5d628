import { cases } from "../cases";
import { type Props, Unknown } from "../values";
import policy from "./edge-certificate-first";

const type = "gcp:certificatemanager/certificate:Certificate";
const managed = (more: Props = {}): { type: string; props: Props } => ({
  type,
  props: { managed: { domains: ["registry.example.dev"], ...more } },
});
const at = ["managed.dnsAuthorizations"];

export default cases(policy, {
  passing: [
    { title: "is proved by DNS", ...managed({ dnsAuthorizations: ["registry"] }) },
    { title: "is proved by DNS that is made with it", ...managed({ dnsAuthorizations: [Unknown] }) },
  ],
  failing: [
    { title: "is proved by the load balancer", ...managed(), at },
    { title: "has no proofs any more", ...managed({ dnsAuthorizations: [] }), at },
    {
      title: "is of the older kind",
      type: "gcp:compute/managedSslCertificate:ManagedSslCertificate",
      props: { managed: { domains: ["registry.example.dev"] } },
      at: ["managed"],
    },
  ],
  unknown: [{ title: "takes its proofs from a new resource", ...managed({ dnsAuthorizations: Unknown }) }],
  notApplicable: [{ title: "is uploaded", type, props: { selfManaged: { pemCertificate: "a" } } }],
});
