/** Every kind of reference that keeps a resource from being deleted, as a table; a program each would say no more. */
import assert from "node:assert/strict";
import { LocalCloud, Refusal } from "../../../../local/cloud";
import type { PropertyMap } from "../../../../local/values";
import { type Driver, gcp, type Made, region, service, types } from "../support";

interface Held {
  claim: string;
  make: (driver: Driver) => Promise<{ target: Made; holder: Made }>;
  says: RegExp;
}

/** A resource that `holder` names: it cannot go before its holder, and can after it. */
function held(
  type: string,
  inputs: PropertyMap,
  holderType: string,
  holder: (held: Made) => PropertyMap,
  says: RegExp,
): Held {
  const noun = (token: string) => token.split(":").at(-1);
  return {
    claim: `${noun(type)} named by ${noun(holderType)}`,
    make: async (driver) => {
      const target = await driver.create(type, "held", inputs);
      return { target, holder: await driver.create(holderType, "holder", holder(target)) };
    },
    says,
  };
}

const inUse = (noun: string) =>
  new RegExp(`Error 400: The ${noun} resource 'projects/.*' is already being used by 'projects/.*', resourceInUse`);
const referenced = /Error 400: can't delete \w+ 'projects\/.*' that is referenced by 'projects\//;
const link = ({ outputs }: Made) => outputs.selfLink as string;
const redirect = { defaultUrlRedirect: { stripQuery: true } };
const outward = { destRange: "0.0.0.0/0", nextHopGateway: "default-internet-gateway" };
const subnet = { name: "s", network: "n", ipCidrRange: "10.0.0.0/24" };
const onSubnet = (subnetwork: string) => service({ vpcAccess: { networkInterfaces: [{ subnetwork }] } });

const table: Held[] = [
  held(
    types.endpointGroup,
    { region },
    types.backend,
    (group) => ({ backends: [{ group: group.id }] }),
    inUse("network_endpoint_group"),
  ),
  held(
    types.securityPolicy,
    {},
    types.backend,
    (policy) => ({ securityPolicy: link(policy) }),
    inUse("security_policy"),
  ),
  held(types.backend, {}, types.urlMap, (backend) => ({ defaultService: link(backend) }), inUse("backend_service")),
  held(
    types.backend,
    {},
    types.urlMap,
    (backend) => ({
      ...redirect,
      pathMatchers: [
        {
          name: "m",
          ...redirect,
          pathRules: [
            { paths: ["/"], routeAction: { weightedBackendServices: [{ backendService: backend.id, weight: 1 }] } },
          ],
        },
      ],
    }),
    inUse("backend_service"),
  ),
  held(types.urlMap, redirect, types.httpProxy, (map) => ({ urlMap: map.outputs.name as string }), inUse("url_map")),
  held(types.urlMap, redirect, types.httpsProxy, (map) => ({ urlMap: map.id }), inUse("url_map")),
  held(
    types.sslPolicy,
    {},
    types.httpsProxy,
    (policy) => ({ urlMap: "m", sslPolicy: link(policy) }),
    inUse("ssl_policy"),
  ),
  held(
    types.httpProxy,
    { urlMap: "m" },
    types.forwardingRule,
    (proxy) => ({ target: link(proxy) }),
    inUse("target_http_proxy"),
  ),
  held(
    types.httpsProxy,
    { urlMap: "m" },
    types.forwardingRule,
    (proxy) => ({ target: proxy.id }),
    inUse("target_https_proxy"),
  ),
  held(
    types.address,
    {},
    types.forwardingRule,
    (address) => ({ target: "t", ipAddress: address.outputs.address as string }),
    inUse("address"),
  ),
  held(
    types.network,
    {},
    types.subnet,
    (network) => ({ network: network.id, ipCidrRange: "10.0.0.0/24" }),
    inUse("network"),
  ),
  held(
    types.network,
    {},
    types.route,
    (network) => ({ network: network.outputs.name as string, name: "r", ...outward }),
    inUse("network"),
  ),
  held(
    types.network,
    {},
    types.zone,
    (network) => ({ dnsName: "a.dev.", privateVisibilityConfig: { networks: [{ networkUrl: network.id }] } }),
    inUse("network"),
  ),
  held(
    types.network,
    {},
    types.connection,
    (network) => ({ network: network.id, service: "servicenetworking.googleapis.com", reservedPeeringRanges: [] }),
    inUse("network"),
  ),
  held(types.subnet, subnet, types.service, (held) => onSubnet(held.id), inUse("subnetwork")),
  held(
    types.certificate,
    { managed: { domains: ["a.example.dev"] } },
    types.certificateMapEntry,
    (held) => ({ map: "m", hostname: "a.example.dev", certificates: [held.id] }),
    referenced,
  ),
  held(
    types.certificateMap,
    {},
    types.certificateMapEntry,
    (map) => ({ map: map.outputs.name as string, hostname: "a.example.dev", certificates: [] }),
    referenced,
  ),
  held(
    types.certificateMap,
    {},
    types.httpsProxy,
    (map) => ({ urlMap: "m", certificateMap: `//certificatemanager.googleapis.com/${map.id}` }),
    referenced,
  ),
  held(
    types.dnsAuthorization,
    { domain: "a.example.dev" },
    types.certificate,
    (held) => ({ managed: { domains: ["a.example.dev"], dnsAuthorizations: [held.id] } }),
    referenced,
  ),
];

describe("what another names cannot go", () => {
  for (const { claim, make, says } of table) {
    it(`${claim}: refused in the cloud's words`, async () => {
      const driver = await gcp();
      const { target } = await make(driver);
      await assert.rejects(driver.delete(target), (error) => error instanceof Refusal && says.test(error.message));
    });
    it(`${claim}: goes once the other is gone`, async () => {
      const cloud = LocalCloud.inMemory();
      const driver = await gcp(cloud);
      const { target, holder } = await make(driver);
      await driver.delete(holder);
      cloud.world.pass(2 * 60 * 60); // what a subnet takes after its last service
      await driver.delete(target);
    });
  }

  it("a bare name means the resource of its own project", async () => {
    const driver = await gcp();
    const map = await driver.create(types.urlMap, "m", { name: "m", ...redirect });
    await driver.create("gcp:projects/service:Service", "other", {
      project: "other",
      service: "compute.googleapis.com",
    });
    await driver.create(types.httpProxy, "p", { project: "other", urlMap: "m" });
    await driver.delete(map);
  });
});
