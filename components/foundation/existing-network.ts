import * as gcp from "@pulumi/gcp";
import * as pulumi from "@pulumi/pulumi";
import { isRegion, type Region } from "../../contract";
import type { Environment } from "../environment";
import { isResourceName } from "../naming";
import { checksInto, type Mistake, refuse } from "../refuse";
import type { Network } from "./network";
import { instancesIn } from "./ranges";

/** A network that is there already: it is looked at, and nothing of it is made, changed or deleted. */
export interface ExistingNetwork {
  /** Its name, in the environment's project. */
  name: string;
  /** The subnet in each of the environment's regions, by name: in it services take their addresses. */
  subnets: Readonly<Partial<Record<Region, string>>>;
}

/** The peering by which managed services have addresses in a network. */
const managedServices = "servicenetworking-googleapis-com";

/** The least that direct VPC egress takes (cloud.google.com/run/docs/configuring/vpc-direct-vpc). */
const longestPrefix = 26;

/** What is known of a subnet once it has been looked at. */
export interface FoundSubnet {
  region: Region;
  name: string;
  /** Its network, as the API names it. */
  network: string;
  range: string;
  privateGoogleAccess: boolean;
}

/** Looks at the network, and gives no id of it before all is found that services need in it. */
export function lookUpNetwork(
  parent: pulumi.ComponentResource,
  environment: Environment,
  { name, subnets }: ExistingNetwork,
): Network {
  const { project, regions } = environment;
  const options = { parent };
  const network = gcp.compute.getNetworkOutput({ project, name }, options);
  const named = regions.map((region) => ({ region, name: subnets[region] as string }));
  const found = pulumi.all(named.map((one) => lookUpSubnet(project, one, options)));
  const { managedZones } = gcp.dns.getManagedZonesOutput({ project }, options);
  const checked = pulumi.all([network.id, found, managedZones]).apply(([id, all, zones]) => {
    const answers = zones.some(({ dnsName, visibility }) => dnsName === "run.app." && visibility === "private");
    refuse("Environment", environment.slug, foundMistakes(name, all, answers, environment.instanceBudget));
    return id;
  });
  return {
    id: checked,
    subnets: new Map(
      named.map((one) => [
        one.region,
        checked.apply(() => `projects/${project}/regions/${one.region}/subnetworks/${one.name}`),
      ]),
    ),
    madeSubnets: new Map(),
    managedServices: [],
    get ofManagedServices() {
      return pulumi.all([checked, lookUpPeering(name, network.selfLink, options)]).apply(([id]) => id);
    },
  };
}

function lookUpSubnet(
  project: string,
  { region, name }: { region: Region; name: string },
  options: pulumi.InvokeOptions,
): pulumi.Output<FoundSubnet> {
  const subnet = gcp.compute.getSubnetworkOutput({ project, region, name }, options);
  return pulumi
    .all([subnet.network, subnet.ipCidrRange, subnet.privateIpGoogleAccess])
    .apply(([network, range, privateGoogleAccess]) => ({ region, name, network, range, privateGoogleAccess }));
}

/** Only what has an address in the network asks for it: to run services takes no peering. */
function lookUpPeering(name: string, network: pulumi.Output<string>, options: pulumi.InvokeOptions) {
  return network.apply((selfLink) =>
    gcp.compute.getNetworkPeering({ name: managedServices, network: selfLink }, options).catch((error: Error) => {
      throw new pulumi.RunError(
        `existingNetwork.name: ${name} gives managed services such as a Database no addresses: connect it first, with ` +
          `gcloud services vpc-peerings connect --network=${name} --ranges=… (${error.message})`,
      );
    }),
  );
}

/** Everything wrong with what was found: what the cloud alone can tell. */
export function foundMistakes(
  network: string,
  subnets: readonly FoundSubnet[],
  answersPrivately: boolean,
  instanceBudget: number,
): Mistake[] {
  const mistakes: Mistake[] = [];
  const check = checksInto(mistakes);
  for (const { region, name, range, privateGoogleAccess, network: of } of subnets) {
    const propertyPath = `existingNetwork.subnets.${region}`;
    const other = of.split("/").at(-1);
    check(other === network, propertyPath, `${name} is in the network ${other}, and not in ${network}`);
    check(
      privateGoogleAccess,
      propertyPath,
      `${name} has no private access to Google's APIs, by which services call each other: gcloud compute networks subnets ` +
        `update ${name} --region=${region} --enable-private-ip-google-access`,
    );
    const prefix = Number(range.split("/")[1]);
    const room = prefix > longestPrefix ? 0 : instancesIn(prefix);
    check(
      room >= instanceBudget,
      propertyPath,
      `${name} is a ${range}, with addresses for ${room} instances, and all services together may reach ${instanceBudget} in a ` +
        "region: give a larger one, or a smaller instanceBudget",
    );
  }
  check(
    answersPrivately,
    "existingNetwork.name",
    `no private zone of the project answers run.app., so that ${network} would send calls between services to the internet: ` +
      "make one that leads to 199.36.153.8/30, visible in the network (docs/environments.md)",
  );
  return mistakes;
}

/** What is wrong with how the network is named, before anybody has looked at it. */
export function existingNetworkMistakes(
  { name, subnets }: ExistingNetwork,
  regions: readonly string[],
  retiredRegions: readonly string[],
): Mistake[] {
  const mistakes: Mistake[] = [];
  const check = checksInto(mistakes);
  check(
    isResourceName(name),
    "existingNetwork.name",
    `${JSON.stringify(name)} is not the name of a network in the project`,
  );
  for (const [region, subnet] of Object.entries(subnets)) {
    const propertyPath = `existingNetwork.subnets.${region}`;
    check(isRegion(region), propertyPath, "is not of a region");
    check(isResourceName(subnet), propertyPath, `${JSON.stringify(subnet)} is not the name of a subnet`);
  }
  const without = regions.filter((region) => subnets[region as Region] === undefined);
  check(
    without.length === 0,
    "existingNetwork.subnets",
    `has none in ${without.join(", ")}, where services are to run; name one there, or take the region out`,
  );
  check(
    retiredRegions.length === 0,
    "retiredRegions",
    "keeps subnets of the environment's own, and it has none; leave it out: a subnet of an existing network stays anyway",
  );
  return mistakes;
}
