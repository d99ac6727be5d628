/** Data sources: they tell of what is there, whoever made it. As the data sources of the upstream provider read them. */
import type { PropertyMap, PropertyValue } from "../values";
import { NotFound, UnsupportedFunction } from "./errors";
import { keyVersion, keyVersionFunction } from "./kms/public-key";
import { withoutHost } from "./references";
import { isProven } from "./requests/certificate";
import { isConnected, networkPath } from "./servicenetworking/networks";
import { objectOf, textsOf } from "./typed";
import type { World, WorldRecord } from "./world";

interface Asked {
  world: World;
  args: PropertyMap;
  /** Of the call, or of the provider. */
  project: string;
  region: string;
}

const lookUps: Readonly<Record<string, (asked: Asked) => PropertyMap>> = {
  [keyVersionFunction]: ({ world, args }) => keyVersion(world, args),
  "gcp:compute/getNetwork:getNetwork": ({ world, args, project }) =>
    told(world, "gcp:compute/network:Network", `projects/${project}/global/networks/${args.name}`, [
      "id",
      "name",
      "project",
      "description",
      "gatewayIpv4",
      "numericId",
      "selfLink",
    ]),
  "gcp:compute/getSubnetwork:getSubnetwork": ({ world, args, project, region }) =>
    told(world, "gcp:compute/subnetwork:Subnetwork", `projects/${project}/regions/${region}/subnetworks/${args.name}`, [
      "id",
      "name",
      "project",
      "region",
      "network",
      "ipCidrRange",
      "privateIpGoogleAccess",
      "gatewayAddress",
      "stackType",
      "selfLink",
    ]),
  "gcp:dns/getManagedZones:getManagedZones": ({ world, project }) => ({
    id: `projects/${project}/managedZones`,
    project,
    managedZones: world
      .ofType("gcp:dns/managedZone:ManagedZone")
      .filter(({ outputs }) => outputs.project === project)
      .map(({ outputs }) => chosen(outputs, ["id", "name", "project", "dnsName", "description", "visibility"])),
  }),
  "gcp:certificatemanager/getCertificates:getCertificates": ({ world, args, project }) => {
    if (args.filter !== undefined) throw new Error("the local cloud cannot tell which certificates a filter lets pass");
    const certificates = world
      .ofType("gcp:certificatemanager/certificate:Certificate")
      .filter(({ outputs }) => outputs.project === project)
      .map((certificate) => ({
        ...chosen(certificate.outputs, ["project", "location", "scope", "sanDnsnames", "description", "labels"]),
        name: certificate.id,
        manageds: [managedOf(world, certificate)],
      }));
    return { id: `projects/${project}/locations/global/certificates`, certificates };
  },
  "gcp:compute/getNetworkPeering:getNetworkPeering": ({ world, args, project }) => {
    const network = networkPath(project, String(args.network));
    const id = `${network}/${args.name}`;
    if (args.name !== "servicenetworking-googleapis-com" || !isConnected(world, project, network))
      throw new NotFound(id);
    return { id, name: args.name, network: args.network as PropertyValue, state: "ACTIVE" };
  },
};

/** What a data source answers, of what there is. */
export function lookUp(token: string, world: World, args: PropertyMap, provider: PropertyMap): PropertyMap {
  const answer = lookUps[token];
  if (!answer) throw new UnsupportedFunction(token, Object.keys(lookUps));
  const project = String(args.project ?? provider.project);
  return answer({ world, args, project, region: String(args.region ?? provider.region) });
}

/** Google takes minutes over a certificate; here it is issued as soon as its hosts are proven. */
function managedOf(world: World, { inputs }: WorldRecord): PropertyMap {
  const { domains, dnsAuthorizations } = objectOf(inputs.managed);
  const unproven = textsOf(dnsAuthorizations).filter((id) => !isProven(world, withoutHost(id)));
  return {
    domains: domains ?? [],
    dnsAuthorizations: dnsAuthorizations ?? [],
    state: unproven.length > 0 ? "PROVISIONING" : "ACTIVE",
    authorizationAttemptInfos: unproven.map((id) => ({
      domain:
        world.get("gcp:certificatemanager/dnsAuthorization:DnsAuthorization", withoutHost(id))?.inputs.domain ?? id,
      state: "FAILED",
      failureReason: "CONFIG",
      details: "",
    })),
    provisioningIssues: [],
  };
}

function told(world: World, type: string, id: string, properties: readonly string[]): PropertyMap {
  const found = world.get(type, id);
  if (!found) throw new NotFound(id);
  return chosen({ ...found.outputs, id }, properties);
}

function chosen(outputs: PropertyMap, properties: readonly string[]): PropertyMap {
  return Object.fromEntries(properties.flatMap((name) => (outputs[name] === undefined ? [] : [[name, outputs[name]]])));
}
