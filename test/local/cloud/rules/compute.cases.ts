import type { Inputs } from "@pulumi/pulumi";
import { type Declare, heldCase, type Program, project, type RuleCase, region, service } from "./kit";

const network = (declare: Declare) =>
  declare("compute/network:Network", "n", { name: "n", autoCreateSubnetworks: false });

const subnet = (declare: Declare) =>
  declare("compute/subnetwork:Subnetwork", "s", {
    name: "s",
    region,
    network: network(declare).id,
    ipCidrRange: "10.0.0.0/24",
  });

const serviceOnSubnet: Program = (declare) => {
  const networkInterfaces = [{ subnetwork: subnet(declare).id }];
  declare("cloudrunv2/service:Service", "iam", service({ vpcAccess: { networkInterfaces } }));
};

const twoHours = 2 * 60 * 60;

/** A balancer's way to a service. */
const grouped =
  (inputs: Inputs | undefined): Program =>
  (declare) => {
    if (inputs) declare("cloudrunv2/service:Service", "iam", { ...service(), name: "iam", ...inputs });
    declare("compute/regionNetworkEndpointGroup:RegionNetworkEndpointGroup", "group", {
      region,
      networkEndpointType: "SERVERLESS",
      cloudRun: { service: "iam" },
    });
  };

const open: Inputs = { ingress: "INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER", invokerIamDisabled: true };

export const cases: RuleCase[] = [
  heldCase({
    rule: "compute-not-in-use",
    claim: "an endpoint group behind a backend",
    held: (declare) =>
      declare("compute/regionNetworkEndpointGroup:RegionNetworkEndpointGroup", "group", { name: "group", region }),
    holder: (declare, options) => {
      const group = `projects/${project}/regions/${region}/networkEndpointGroups/group`;
      declare("compute/backendService:BackendService", "backend", { name: "b", backends: [{ group }] }, options);
    },
    says: /Error 400: The network_endpoint_group resource 'projects\/.*\/group' is already being used by 'projects\/.*\/b', resourceInUseByAnotherResource/,
  }),
  heldCase({
    rule: "compute-not-in-use",
    claim: "a backend behind a URL map",
    held: (declare) => {
      const group = `projects/registry-shared/regions/${region}/networkEndpointGroups/group`;
      return declare("compute/backendService:BackendService", "backend", { name: "b", backends: [{ group }] });
    },
    holder: (declare, options) => {
      const defaultService = `projects/${project}/global/backendServices/b`;
      declare("compute/uRLMap:URLMap", "routes", { name: "routes", defaultService }, options);
    },
    says: /Error 400: The backend_service resource 'projects\/.*\/b' is already being used by 'projects\/.*\/routes', resourceInUse/,
  }),
  heldCase({
    rule: "compute-not-in-use",
    claim: "a network with a subnet",
    held: network,
    holder: (declare, options) =>
      declare(
        "compute/subnetwork:Subnetwork",
        "s",
        { name: "s", region, network: "n", ipCidrRange: "10.0.0.0/24" },
        options,
      ),
    says: /Error 400: The network resource 'projects\/.*\/n' is already being used by 'projects\/.*\/s', resourceInUse/,
  }),
  {
    rule: "subnet-released",
    claim: "a subnet right after the last service on it",
    broken: [serviceOnSubnet, subnet, network],
    says: /Error 400: The subnetwork resource 'projects\/.*\/s' is already being used by 'projects\/.*\/addresses\/serverless-ipv4-\d+', resourceInUseByAnotherResource/,
    repaired: [
      serviceOnSubnet,
      (declare, world) => {
        subnet(declare);
        world.pass(twoHours);
      },
      (declare, world) => {
        network(declare);
        world.pass(twoHours);
      },
    ],
  },
  {
    rule: "endpoint-group-answered",
    claim: "a group of a service that nobody made",
    broken: grouped(undefined),
    says: /a balancer finds nobody behind it: there is no service iam in europe-west1/,
    repaired: grouped(open),
  },
  {
    rule: "endpoint-group-answered",
    claim: "a group of a service that takes internal requests alone",
    broken: grouped({ ...open, ingress: "INGRESS_TRAFFIC_INTERNAL_ONLY" }),
    says: /a balancer is not let in: .*\/services\/iam takes internal requests alone/,
    repaired: grouped(open),
  },
  {
    rule: "endpoint-group-answered",
    claim: "a group of a service that asks who calls",
    broken: grouped({ ...open, invokerIamDisabled: false }),
    says: /a balancer's requests are answered 403: a caller without an identity may not invoke .*\/services\/iam/,
    repaired: grouped(open),
  },
];
