import { cis, policy } from "../policy";
import { at, Unknown } from "../values";

export default policy({
  name: "dns-signed",
  refuses: "a public zone whose answers are not signed",
  because: "whoever can answer first can send a client, or an authority that issues certificates, elsewhere",
  fix: 'set dnssecConfig.state to "on", and publish the DS record at the registrar',
  severity: "medium",
  frameworks: [cis("3.3", "Ensure That DNSSEC Is Enabled for Cloud DNS")],
  same: ["checkov:CKV_GCP_16", "trivy:GCP-0013"],
  applies: "gcp:dns/managedZone:ManagedZone",
  check({ props }, { violation, unknown }) {
    if (props.visibility === "private") return "not applicable";
    const state = at(props.dnssecConfig, "state");
    if (state === "on") return undefined;
    if (state === Unknown) unknown("dnssecConfig.state");
    else if (props.visibility === Unknown) unknown("visibility");
    else violation("dnssecConfig.state", state === undefined ? "is not set, which means off" : `is ${String(state)}`);
    return undefined;
  },
});
