import type { Inputs } from "@pulumi/pulumi";
import { type Declare, type Declared, type Program, type RuleCase, region } from "./kit";

const network = (declare: Declare) =>
  declare("compute/network:Network", "n", { name: "n", autoCreateSubnetworks: false });

const subnet = (declare: Declare, inputs: Inputs, dependsOn: Declared[] = []) =>
  declare(
    "compute/subnetwork:Subnetwork",
    String(inputs.name ?? "s"),
    { name: "s", region, ipCidrRange: "10.0.0.0/24", ...inputs },
    { dependsOn },
  );

const withSubnet =
  (inputs: Inputs): Program =>
  (declare) =>
    subnet(declare, { network: network(declare).id, ...inputs });

/** Two subnets of one network, in two regions. */
const twoSubnets =
  (...ranges: [string, string]): Program =>
  (declare) => {
    const first = subnet(declare, { network: network(declare).id, ipCidrRange: ranges[0] });
    subnet(declare, { name: "t", region: "us-east4", network: "n", ipCidrRange: ranges[1] }, [first]);
  };

/** What is lent to Google's services, and a subnet. */
const besideServices =
  (ipCidrRange: string): Program =>
  (declare) => {
    const allocated = declare("compute/globalAddress:GlobalAddress", "services", {
      name: "services",
      addressType: "INTERNAL",
      purpose: "VPC_PEERING",
      address: "10.128.0.0",
      prefixLength: 16,
      network: network(declare).id,
    });
    subnet(declare, { network: "n", ipCidrRange }, [allocated]);
  };

const internalAddress =
  (inputs: Inputs): Program =>
  (declare) =>
    declare("compute/globalAddress:GlobalAddress", "services", {
      addressType: "INTERNAL",
      prefixLength: 16,
      network: network(declare).id,
      ...inputs,
    });

const route =
  (nextHopGateway: string): Program =>
  (declare) =>
    declare("compute/route:Route", "out", {
      network: network(declare).id,
      destRange: "199.36.153.8/30",
      nextHopGateway,
    });

export const cases: RuleCase[] = [
  {
    rule: "subnet-range",
    claim: "a subnet inside another of its network",
    broken: twoSubnets("10.0.0.0/20", "10.0.8.0/24"),
    says: /Error 400: Invalid value for field 'resource\.ipCidrRange': '10\.0\.8\.0\/24'\. Invalid IPCidrRange: 10\.0\.8\.0\/24 conflicts with existing subnetwork 's' in region 'europe-west1'\., invalid/,
    repaired: twoSubnets("10.0.0.0/20", "10.0.16.0/24"),
  },
  {
    rule: "subnet-range",
    claim: "a subnet that grows over another",
    broken: [twoSubnets("10.0.0.0/24", "10.0.1.0/24"), twoSubnets("10.0.0.0/23", "10.0.1.0/24")],
    says: /Invalid IPCidrRange: 10\.0\.0\.0\/23 conflicts with existing subnetwork 't' in region 'us-east4'/,
    repaired: [twoSubnets("10.0.0.0/24", "10.0.2.0/24"), twoSubnets("10.0.0.0/23", "10.0.2.0/24")],
  },
  {
    rule: "subnet-range",
    claim: "a subnet in what Google's services use",
    broken: besideServices("10.128.4.0/24"),
    says: /Invalid IPCidrRange: 10\.128\.4\.0\/24 conflicts with existing allocated range 'services'/,
    repaired: besideServices("10.129.4.0/24"),
  },
  {
    rule: "subnet-range",
    claim: "a subnet of four addresses",
    broken: withSubnet({ ipCidrRange: "10.0.0.0/30" }),
    says: /Invalid IPCidrRange: 10\.0\.0\.0\/30 has fewer than 8 addresses\./,
    repaired: withSubnet({ ipCidrRange: "10.0.0.0/29" }),
  },
  {
    rule: "subnet-dual-stack",
    claim: "a subnet with IPv6 that does not say from where",
    broken: withSubnet({ stackType: "IPV4_IPV6" }),
    says: /Error 400: Invalid value for field 'resource\.ipv6AccessType': ''\. A dual-stack subnetwork must be of IPv6 access type/,
    repaired: withSubnet({ stackType: "IPV4_IPV6", ipv6AccessType: "EXTERNAL" }),
  },
  {
    rule: "internal-address-purpose",
    claim: "an internal range for nobody",
    broken: internalAddress({}),
    says: /Error 400: Invalid value for field 'resource\.purpose': ''\. Global internal addresses need the purpose/,
    repaired: internalAddress({ purpose: "VPC_PEERING" }),
  },
  {
    rule: "route-gateway",
    claim: "a route to a gateway that nobody has",
    broken: route("nowhere"),
    says: /Error 400: Invalid value for field 'resource\.nextHopGateway': 'nowhere'\. The URL is malformed\., invalid/,
    repaired: route("default-internet-gateway"),
  },
  {
    rule: "reference-exists",
    claim: "a subnet of a network that nobody made",
    broken: (declare) => subnet(declare, { network: "n" }),
    says: /Error 404: The resource 'n' was not found, notFound/,
    repaired: withSubnet({}),
  },
  {
    rule: "reference-exists",
    claim: "a subnet of a network that is named by its path, and is not there",
    broken: withSubnet({ network: "projects/flotilla-dev/global/networks/m" }),
    says: /Error 404: The resource 'projects\/flotilla-dev\/global\/networks\/m' was not found, notFound/,
    // What every project has from the beginning, and what another project has.
    repaired: (declare) => {
      subnet(declare, { network: "default" });
      subnet(declare, {
        name: "t",
        network: "projects/flotilla-dev/global/networks/default",
        ipCidrRange: "10.1.0.0/24",
      });
      subnet(declare, { name: "u", network: "projects/registry-shared/global/networks/m" });
    },
  },
];
