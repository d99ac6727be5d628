/** A network that somebody else has made in the project, with all that services need in it. */
import type { EnvironmentArgs } from "../../components";
import { developer } from "../support/declare";

export const image = `europe-docker.pkg.dev/example/images/app@sha256:${"ab".repeat(32)}`;

/** Arguments of an environment in it. */
export const inShared: EnvironmentArgs = {
  ...developer,
  existingNetwork: { name: "shared", subnets: { "europe-west1": "run" } },
};

const { project } = developer;
const network = `projects/${project}/global/networks/shared`;

type Properties = Readonly<Record<string, unknown>>;
export type Parts = Partial<Record<keyof typeof types, Properties>>;

const types = {
  network: "gcp:compute/network:Network",
  subnet: "gcp:compute/subnetwork:Subnetwork",
  zone: "gcp:dns/managedZone:ManagedZone",
  connection: "gcp:servicenetworking/connection:Connection",
} as const;

export const shared = {
  network: { project, name: "shared", autoCreateSubnetworks: false },
  subnet: {
    project,
    region: "europe-west1",
    name: "run",
    network,
    ipCidrRange: "10.200.0.0/22",
    privateIpGoogleAccess: true,
  },
  zone: { project, name: "run-app", dnsName: "run.app.", visibility: "private" },
  connection: { network, service: "servicenetworking.googleapis.com", reservedPeeringRanges: ["google"] },
} satisfies Parts;

/** As a document of the cloud has what was made by hand. */
export function resourcesOf(parts: Parts): { type: string; properties: Properties }[] {
  return Object.entries(parts).map(([part, properties]) => ({ type: types[part as keyof typeof types], properties }));
}
