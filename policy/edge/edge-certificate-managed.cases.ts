import { cases } from "../cases";
import { Unknown } from "../values";
import policy from "./edge-certificate-managed";

const type = "gcp:certificatemanager/certificate:Certificate";

export default cases(policy, {
  passing: [
    {
      title: "is made by Google",
      type,
      props: { managed: { domains: ["registry.example.dev"], dnsAuthorizations: ["a"] } },
    },
  ],
  failing: [
    {
      title: "is uploaded",
      type,
      props: { selfManaged: { pemCertificate: "-----BEGIN CERTIFICATE-----", pemPrivateKey: Unknown } },
      at: ["selfManaged"],
    },
    {
      title: "is uploaded to the load balancer",
      type: "gcp:compute/sSLCertificate:SSLCertificate",
      props: { certificate: "-----BEGIN CERTIFICATE-----", privateKey: Unknown },
      at: ["privateKey"],
    },
  ],
  unknown: [{ title: "takes it all from a new resource", type, props: { selfManaged: Unknown } }],
  notApplicable: [
    {
      title: "is made by Google, the older way",
      type: "gcp:compute/managedSslCertificate:ManagedSslCertificate",
      props: {},
    },
  ],
});
