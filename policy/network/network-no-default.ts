import { cis, policy } from "../policy";
import { judgeSetting } from "../settings";
import { find, Unknown } from "../values";

const network = "gcp:compute/network:Network";
const project = "gcp:organizations/project:Project";

const interfaces = (above: string) =>
  ["network", "subnetwork"].map((property) => `${above}.vpcAccess?.networkInterfaces[].${property}`);

/** Where resources say in which network they are: a name, an id or a link. */
const places: Readonly<Record<string, readonly string[]>> = {
  [network]: ["name"],
  "gcp:cloudrunv2/job:Job": interfaces("template.template"),
  "gcp:cloudrunv2/service:Service": interfaces("template"),
  "gcp:cloudrunv2/workerPool:WorkerPool": interfaces("template"),
  "gcp:compute/firewall:Firewall": ["network"],
  "gcp:compute/globalAddress:GlobalAddress": ["network"],
  "gcp:compute/instance:Instance": ["networkInterfaces[].network", "networkInterfaces[].subnetwork"],
  "gcp:compute/networkPeering:NetworkPeering": ["network", "peerNetwork"],
  "gcp:compute/route:Route": ["network"],
  "gcp:compute/router:Router": ["network"],
  "gcp:compute/subnetwork:Subnetwork": ["network"],
  "gcp:dns/managedZone:ManagedZone": ["privateVisibilityConfig?.networks[].networkUrl"],
  "gcp:servicenetworking/connection:Connection": ["network"],
  "gcp:sql/databaseInstance:DatabaseInstance": ["settings.ipConfiguration?.privateNetwork"],
  "gcp:vpcaccess/connector:Connector": ["network"],
};

/** The name alone, or the end of an id or link. */
const isDefault = /(^|\/)default$/;

export default policy({
  name: "network-no-default",
  refuses: "a default network, and a resource that is in one",
  because:
    "it comes with rules that let SSH and RDP in from everywhere, and with a subnet in every region; whatever is put there is reached by both",
  fix: "set autoCreateNetwork of a project to false, and name a network that the program makes (Flotilla: the environment's)",
  severity: "high",
  frameworks: [cis("3.1", "Ensure That the Default Network Does Not Exist in a Project")],
  same: [
    "checkov:CKV_GCP_27",
    "trivy:GCP-0010",
    "trivy:GCP-0073",
    "gcp-pac:compute-firewall-disallow-default-network",
    "gcp-pac:sql-disallow-default-network",
  ],
  applies: [project, ...Object.keys(places)],
  check({ type, props }, report) {
    if (type === project)
      judgeSetting(props, { path: "autoCreateNetwork", allowed: [false], omitted: "which means true" }, report);
    for (const { path, value } of (places[type] ?? []).flatMap((place) => find(props, place)))
      if (value === Unknown) report.unknown(path);
      else if (isDefault.test(String(value))) report.violation(path, `is ${String(value)}`);
  },
});
