import { cis, policy } from "../policy";
import { at, find, Unknown } from "../values";

export default policy({
  name: "dns-signed",
  refuses: "a public zone whose answers are not signed, or signed with SHA-1",
  because: "whoever can answer first, or can forge the hash, sends a client or an authority of certificates elsewhere",
  fix: 'set dnssecConfig.state to "on" and no algorithm of SHA-1, and publish the DS record at the registrar',
  severity: "medium",
  frameworks: [
    cis("3.3", "Ensure That DNSSEC Is Enabled for Cloud DNS"),
    cis("3.4", "Ensure That RSASHA1 Is Not Used for the Key-Signing Key in Cloud DNS DNSSEC"),
    cis("3.5", "Ensure That RSASHA1 Is Not Used for the Zone-Signing Key in Cloud DNS DNSSEC"),
  ],
  same: [
    "checkov:CKV_GCP_16",
    "checkov:CKV_GCP_17",
    "trivy:GCP-0012",
    "trivy:GCP-0013",
    "gcp-pac:dns-disallow-rsasha1-algorithm",
    "gcp-pac:dns-required-dnssec-state-on",
  ],
  applies: "gcp:dns/managedZone:ManagedZone",
  check({ props }, { violation, unknown }) {
    if (props.visibility === "private") return "not applicable";
    const state = at(props.dnssecConfig, "state");
    const tell = props.visibility === Unknown ? () => unknown("visibility") : violation;
    if (state === Unknown) unknown("dnssecConfig.state");
    else if (state !== "on")
      tell("dnssecConfig.state", state === undefined ? "is not set, which means off" : `is ${String(state)}`);
    for (const { path, value } of find(props, "dnssecConfig?.defaultKeySpecs[].algorithm"))
      if (value === Unknown) unknown(path);
      else if (/sha1/i.test(String(value))) tell(path, `is ${String(value)}`);
    return undefined;
  },
});
