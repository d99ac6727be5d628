import { policy } from "../policy";
import { Unknown } from "../values";

const managerCertificate = "gcp:certificatemanager/certificate:Certificate";
const uploaded: Readonly<Record<string, string>> = {
  "gcp:compute/regionSslCertificate:RegionSslCertificate": "privateKey",
  "gcp:compute/sSLCertificate:SSLCertificate": "privateKey",
  [managerCertificate]: "selfManaged",
};

export default policy({
  name: "edge-certificate-managed",
  refuses: "a certificate whose private key comes from the program",
  because:
    "the key is then in the state and wherever the program got it from, and the certificate ends on a day that somebody has " +
    "to think of",
  fix: "let Google make it: managed.domains and managed.dnsAuthorizations (Flotilla's Edge does)",
  severity: "high",
  applies: Object.keys(uploaded),
  check({ type, props }, { violation, unknown }) {
    const property = uploaded[type] ?? "";
    if (type !== managerCertificate) violation(property, "is a key that somebody else may hold");
    else if (props.selfManaged === Unknown && props.managed === undefined) unknown(property);
    else if (props.selfManaged !== undefined) violation(property, "has a key that somebody else may hold");
  },
});
