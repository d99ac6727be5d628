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
  new RegExp(`Error 400: The ${noun} resource 'projects/.*' is already being used by '.*', resourceInUse`);
const referenced = (what: string, holder: string) =>
  new RegExp(`Error 400: can't delete ${what} that is referenced by ${holder}$`);
const link = ({ outputs }: Made) => outputs.selfLink as string;
const redirect = { defaultUrlRedirect: { stripQuery: true } };
const outward = { destRange: "0.0.0.0/0", nextHopGateway: "default-internet-gateway" };
/** What is of another project is not looked up. */
const elsewhere = (path: string) => `projects/registry-shared/global/${path}`;
const subnet = { name: "s", network: elsewhere("networks/n"), ipCidrRange: "10.0.0.0/24" };
const served = { urlMap: elsewhere("urlMaps/m") };
const certified = { sslCertificates: ["c"] };
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
  held(
    "gcp:compute/backendBucket:BackendBucket",
    { bucketName: "pages" },
    types.urlMap,
    (pages) => ({
      ...redirect,
      pathMatchers: [{ name: "m", ...redirect, defaultCustomErrorResponsePolicy: { errorService: link(pages) } }],
    }),
    inUse("backend_bucket"),
  ),
  held(types.urlMap, redirect, types.httpProxy, (map) => ({ urlMap: map.outputs.name as string }), inUse("url_map")),
  held(types.urlMap, redirect, types.httpsProxy, (map) => ({ urlMap: map.id, ...certified }), inUse("url_map")),
  held(
    types.sslPolicy,
    {},
    types.httpsProxy,
    (policy) => ({ ...served, ...certified, sslPolicy: link(policy) }),
    inUse("ssl_policy"),
  ),
  held(types.httpProxy, served, types.forwardingRule, (proxy) => ({ target: link(proxy) }), inUse("target_http_proxy")),
  held(
    types.httpsProxy,
    { ...served, ...certified },
    types.forwardingRule,
    (proxy) => ({ target: proxy.id }),
    inUse("target_https_proxy"),
  ),
  held(
    types.address,
    {},
    types.forwardingRule,
    (address) => ({ target: elsewhere("targetHttpProxies/t"), ipAddress: address.outputs.address as string }),
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
  {
    claim: "Network named by Connection",
    make: async (driver) => {
      const target = await driver.create(types.network, "held", {});
      const internal = { addressType: "INTERNAL", purpose: "VPC_PEERING", prefixLength: 16 };
      const range = await driver.create(types.address, "lent", { ...internal, name: "lent", network: target.id });
      const holder = await driver.create(types.connection, "holder", {
        network: target.outputs.name as string,
        service: "servicenetworking.googleapis.com",
        reservedPeeringRanges: ["lent"],
      });
      await driver.delete(range); // it holds the network, too
      return { target, holder };
    },
    says: inUse("network"),
  },
  held(types.subnet, subnet, types.service, (held) => onSubnet(held.id), inUse("subnetwork")),
  held(
    types.certificate,
    { managed: { domains: ["a.example.dev"] } },
    types.certificateMapEntry,
    (held) => ({
      map: "projects/registry-shared/locations/global/certificateMaps/m",
      hostname: "a.example.dev",
      certificates: [held.id],
    }),
    referenced("certificate", "a CertificateMapEntry or other resources"),
  ),
  held(
    types.certificateMap,
    {},
    types.certificateMapEntry,
    (map) => ({ map: map.outputs.name as string, hostname: "a.example.dev", certificates: [] }),
    /Error 400: can't delete certificate map that has certificate map entries$/,
  ),
  held(
    types.certificateMap,
    {},
    types.httpsProxy,
    (map) => ({ ...served, certificateMap: `//certificatemanager.googleapis.com/${map.id}` }),
    referenced("certificate map", "a target proxy"),
  ),
  held(
    types.dnsAuthorization,
    { domain: "a.example.dev" },
    types.certificate,
    (held) => ({ managed: { domains: ["a.example.dev"], dnsAuthorizations: [held.id] } }),
    referenced("dns authorization", "a certificate"),
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
    await driver.create(types.urlMap, "n", { project: "other", name: "m", ...redirect });
    await driver.create(types.httpProxy, "p", { project: "other", urlMap: "m" });
    await driver.delete(map);
  });

  it("a bare name means nothing where a reference does not stand", async () => {
    const driver = await gcp();
    await driver.enable("bigquery");
    const [bucket, dataset] = ["gcp:storage/bucket:Bucket", "gcp:bigquery/dataset:Dataset"];
    const images = await driver.create(bucket, "images", { name: "images", location: region });
    await driver.create(bucket, "logs", { name: "logs", location: region });
    await driver.create("gcp:storage/bucketObject:BucketObject", "o", { bucket: "logs", name: "images", content: "c" });
    await driver.delete(images);
    const events = await driver.create(dataset, "events", { datasetId: "events", location: region });
    await driver.create(dataset, "pulls", { datasetId: "pulls", location: region });
    await driver.create("gcp:bigquery/table:Table", "t", { datasetId: "pulls", tableId: "events" });
    await driver.delete(events);
  });
});
