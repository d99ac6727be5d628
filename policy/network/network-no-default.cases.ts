import { cases } from "../cases";
import { Unknown } from "../values";
import policy from "./network-no-default";

const service = "gcp:cloudrunv2/service:Service";
const project = "gcp:organizations/project:Project";

export default cases(policy, {
  passing: [
    { title: "is a project that gets none", type: project, props: { projectId: "example", autoCreateNetwork: false } },
    { title: "is a network with a name", type: "gcp:compute/network:Network", props: { name: "flotilla-default" } },
    {
      title: "is a service in a network that the program makes",
      type: service,
      props: {
        template: { vpcAccess: { networkInterfaces: [{ subnetwork: "projects/p/regions/r/subnetworks/main" }] } },
      },
    },
    { title: "is a service in no network", type: service, props: { template: { containers: [{ image: "app" }] } } },
  ],
  failing: [
    {
      title: "is a project, and says nothing",
      type: project,
      props: { projectId: "example" },
      at: ["autoCreateNetwork"],
    },
    { title: "takes the name up again", type: "gcp:compute/network:Network", props: { name: "default" }, at: ["name"] },
    {
      title: "is a service, tried out in it",
      type: service,
      props: { template: { vpcAccess: { networkInterfaces: [{ network: "default", subnetwork: "default" }] } } },
      at: ["template.vpcAccess.networkInterfaces[0].network", "template.vpcAccess.networkInterfaces[0].subnetwork"],
    },
    {
      title: "is a database in it",
      type: "gcp:sql/databaseInstance:DatabaseInstance",
      props: { settings: { ipConfiguration: { privateNetwork: "projects/example/global/networks/default" } } },
      at: ["settings.ipConfiguration.privateNetwork"],
    },
    {
      title: "is a rule for it",
      type: "gcp:compute/firewall:Firewall",
      props: { network: "default", allows: [{ protocol: "icmp" }] },
      at: ["network"],
    },
  ],
  unknown: [
    {
      title: "is in a network made in this run",
      type: "gcp:compute/firewall:Firewall",
      props: { network: Unknown, allows: [{ protocol: "icmp" }] },
    },
  ],
});
