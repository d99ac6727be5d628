import { cis, policy, type Report } from "../policy";
import { isSet, judgeSetting } from "../settings";
import { at, find, type Props, Unknown } from "../values";
import { instance } from "./instance";

const address = "settings.ipConfiguration";

/** Replicas as well: each has addresses of its own. */
export default policy({
  name: "sql-private-address-only",
  refuses: "a database that has a public address, or no private one",
  because: "whoever finds the address can try to log in, from anywhere and for as long as they like",
  fix:
    "set settings.ipConfiguration.ipv4Enabled to false in so many words, name a privateNetwork or switch on " +
    "pscConfigs, and leave out authorizedNetworks",
  severity: "critical",
  frameworks: [
    cis("6.6", "Ensure That Cloud SQL Database Instances Do Not Have Public IPs"),
    cis("6.5", "Ensure That Cloud SQL Database Instances Do Not Implicitly Whitelist All Public IP Addresses"),
  ],
  same: [
    "checkov:CKV_GCP_11",
    "checkov:CKV_GCP_60",
    "trivy:GCP-0017",
    "gcp-pac:sql-disallow-public-ip",
    "gcp-pac:sql-disallow-implicit-public-whitelist",
  ],
  applies: instance,
  check({ props }, report) {
    // The provider's own default is true.
    judgeSetting(props, { path: `${address}.ipv4Enabled`, allowed: [false], omitted: "which means true" }, report);
    for (const { path, value } of find(props, `${address}.authorizedNetworks[]`)) {
      if (value === Unknown) report.unknown(path);
      else report.violation(path, "lets addresses of the internet in");
    }
    judgeWayIn(props, report);
  },
});

function judgeWayIn(props: Props, { violation, unknown }: Report): void {
  const network = at(props, "settings", "ipConfiguration", "privateNetwork");
  const psc = find(props, `${address}.pscConfigs[].pscEnabled`).map(({ value }) => value);
  if ((isSet(network) && network !== Unknown) || psc.includes(true)) return;
  if (network === Unknown || psc.includes(Unknown)) unknown(`${address}.privateNetwork`);
  else violation(`${address}.privateNetwork`, "is not set, and there is no pscConfigs that is enabled");
}
