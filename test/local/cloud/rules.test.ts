import assert from "node:assert/strict";
import { LocalCloud, ProviderRefusal, Refusal } from "../../../local/cloud";
import { rules } from "../../../local/cloud/rules";
import type { PropertyMap } from "../../../local/values";
import { Driver, gcp, type Made, project, region, service, types } from "./support";

interface Case {
  rule: string;
  claim: string;
  /** Ends in the operation that the cloud refuses. */
  trips: (driver: Driver) => Promise<unknown>;
  says: RegExp;
  /** The same, repaired. */
  passes: (driver: Driver) => Promise<unknown>;
}

const account = `ada-dev@${project}.iam.gserviceaccount.com`;
const member = { project, role: "roles/viewer", member: `serviceAccount:${account}` };
const onSubnet = (subnetwork: string) => service({ vpcAccess: { networkInterfaces: [{ subnetwork }] } });
const subnet = (name: string, inputs: PropertyMap = {}) => ({
  name,
  network: "n",
  ipCidrRange: "10.0.0.0/24",
  ...inputs,
});

/** A resource that `holder` names by each of `references`: it cannot go before its holder, and can after it. */
function held(
  rule: string,
  type: string,
  inputs: PropertyMap,
  holderType: string,
  holder: (held: Made) => PropertyMap,
  says: RegExp,
): Case {
  const make = async (driver: Driver) => {
    const target = await driver.create(type, "held", inputs);
    return { target, holder: await driver.create(holderType, "holder", holder(target)) };
  };
  const noun = (token: string) => token.split(":").at(-1);
  return {
    rule,
    claim: `${noun(type)} named by ${noun(holderType)}`,
    trips: async (driver) => driver.delete((await make(driver)).target),
    says,
    passes: async (driver) => {
      const { target, holder } = await make(driver);
      await driver.delete(holder);
      await driver.delete(target);
    },
  };
}

const inUse = (noun: string) =>
  new RegExp(`Error 400: The ${noun} resource 'projects/.*' is already being used by 'projects/.*', resourceInUse`);
const referenced = /Error 400: can't delete \w+ 'projects\/.*' that is referenced by 'projects\//;
const compute = "compute-not-in-use";
const certificates = "certificatemanager-not-in-use";
const link = ({ outputs }: Made) => outputs.selfLink as string;

const cases: Case[] = [
  {
    rule: "api-enabled",
    claim: "Cloud Run before its API",
    trips: async () => (await Driver.of(LocalCloud.inMemory())).create(types.service, "a", service()),
    says: /Error 403: Cloud Run Admin API has not been used in project \d+ before or it is disabled\..*run\.googleapis\.com.*forbidden$/,
    passes: (driver) => driver.create(types.service, "a", service()),
  },
  {
    rule: "region-exists",
    claim: "a service in a region that nobody has",
    trips: (driver) => driver.create(types.service, "a", { ...service(), location: "europe-west99" }),
    says: /Error 403: Permission denied on 'locations\/europe-west99' \(or it may not exist\)\., forbidden$/,
    passes: (driver) => driver.create(types.service, "a", { ...service(), location: "europe-west12" }),
  },
  {
    rule: "region-exists",
    claim: "a global service without the regions it is in",
    trips: (driver) => driver.create(types.service, "a", { ...service(), location: "global" }),
    says: /'locations\/global'/,
    passes: (driver) =>
      driver.create(types.service, "a", {
        ...service(),
        location: "global",
        multiRegionSettings: { regions: [region] },
      }),
  },
  {
    rule: "name-free",
    claim: "a network of a name that another has",
    trips: async (driver) => {
      await driver.create(types.network, "a", { name: "n" });
      await driver.create(types.network, "b", { name: "n" });
    },
    says: /^googleapi: Error 409: The resource 'projects\/flotilla-dev\/global\/networks\/n' already exists, alreadyExists$/,
    passes: async (driver) => {
      await driver.create(types.network, "a", { name: "n" });
      await driver.create(types.network, "b", { name: "m" });
    },
  },
  {
    rule: "name-free",
    claim: "a custom role that another made",
    trips: async (driver) => {
      const role = { roleId: "observe", title: "t", permissions: ["a"] };
      await driver.create(types.role, "a", role);
      await driver.create(types.role, "b", role);
    },
    says: /^Custom project role projects\/flotilla-dev\/roles\/observe already exists and must be imported$/,
    passes: async (driver) => {
      const role = { roleId: "observe", title: "t", permissions: ["a"] };
      await driver.create(types.role, "a", role);
      await driver.create(types.role, "b", { ...role, roleId: "watch" });
    },
  },
  {
    rule: "account-exists",
    claim: "a service that runs as nobody",
    trips: (driver) => driver.create(types.service, "a", service({ serviceAccount: account })),
    says: /Error 403: Permission 'iam\.serviceaccounts\.actAs' denied on service account ada-dev@.* \(or it may not exist\)\., forbidden$/,
    passes: async (driver) => {
      await driver.create(types.account, "ada", { accountId: "ada-dev" });
      await driver.create(types.service, "a", service({ serviceAccount: account }));
      await driver.create(types.service, "b", service({ serviceAccount: "x@other.iam.gserviceaccount.com" }));
    },
  },
  {
    rule: "account-exists",
    claim: "a job that runs as nobody",
    trips: (driver) => {
      const template = { template: { containers: [{ image: "a" }], serviceAccount: account } };
      return driver.create("gcp:cloudrunv2/job:Job", "a", { location: region, template });
    },
    says: /actAs/,
    passes: (driver) =>
      driver.create("gcp:cloudrunv2/job:Job", "a", { location: region, template: { template: { containers: [] } } }),
  },
  {
    rule: "member-exists",
    claim: "a grant to nobody",
    trips: (driver) => driver.create(types.projectMember, "a", member),
    says: /Error 400: Service account ada-dev@.* does not exist\., badRequest$/,
    passes: async (driver) => {
      await driver.create(types.account, "ada", { accountId: "ada-dev" });
      await driver.create(types.projectMember, "a", member);
      await driver.create(types.projectMember, "b", {
        ...member,
        member: "serviceAccount:service-1@gcp-sa-iap.iam.gserviceaccount.com",
      });
    },
  },
  {
    rule: "subnet-region",
    claim: "a service on a subnet of another region, by its path",
    trips: (driver) =>
      driver.create(types.service, "a", onSubnet(`projects/${project}/regions/us-east4/subnetworks/s`)),
    says: /Error 400: vpc_access\.network_interfaces\[0\]: subnetwork '.*us-east4.*' is not in region 'europe-west1'/,
    passes: (driver) =>
      driver.create(types.service, "a", onSubnet(`projects/${project}/regions/${region}/subnetworks/s`)),
  },
  {
    rule: "subnet-region",
    claim: "a service on a subnet of another region, by its name",
    trips: async (driver) => {
      await driver.create(types.subnet, "s", subnet("s", { region: "us-east4" }));
      await driver.create(types.service, "a", onSubnet("s"));
    },
    says: /subnetwork 's' is not in region/,
    passes: async (driver) => {
      await driver.create(types.subnet, "s", subnet("s", { region: "us-east4" }));
      await driver.create(types.subnet, "t", subnet("s"));
      await driver.create(types.service, "a", onSubnet("s"));
    },
  },
  {
    rule: "deletion-allowed",
    claim: "a protected service",
    trips: async (driver) =>
      driver.delete(await driver.create(types.service, "a", { ...service(), deletionProtection: true })),
    says: /^cannot destroy service without setting deletionProtection=false and running `pulumi up`$/,
    passes: async (driver) => {
      const made = await driver.create(types.service, "a", { ...service(), deletionProtection: true });
      await driver.delete(await driver.update(made, service()));
    },
  },
  {
    rule: "deletion-allowed",
    claim: "a resource whose policy prevents it",
    trips: async (driver) => driver.delete(await driver.create(types.network, "n", { deletionPolicy: "PREVENT" })),
    says: /^cannot destroy "projects\/.*" without setting deletionPolicy="DELETE"/,
    passes: async (driver) => driver.delete(await driver.create(types.network, "n", { deletionPolicy: "DELETE" })),
  },
  held(
    "zone-empty",
    types.zone,
    { dnsName: "example.dev." },
    types.recordSet,
    (zone) => ({ managedZone: zone.outputs.name as string, name: "a.example.dev.", type: "A" }),
    /Error 400: The resource named 'held-.*' cannot be deleted because it contains .* containerNotEmpty$/,
  ),
  held(
    compute,
    types.endpointGroup,
    { region },
    types.backend,
    (group) => ({ backends: [{ group: group.id }] }),
    inUse("network_endpoint_group"),
  ),
  held(
    compute,
    types.securityPolicy,
    {},
    types.backend,
    (policy) => ({ securityPolicy: link(policy) }),
    inUse("security_policy"),
  ),
  held(
    compute,
    types.backend,
    {},
    types.urlMap,
    (backend) => ({ defaultService: link(backend) }),
    inUse("backend_service"),
  ),
  held(
    compute,
    types.backend,
    {},
    types.urlMap,
    (backend) => ({
      pathMatchers: [
        {
          name: "m",
          pathRules: [
            { paths: ["/"], routeAction: { weightedBackendServices: [{ backendService: backend.id, weight: 1 }] } },
          ],
        },
      ],
    }),
    inUse("backend_service"),
  ),
  held(compute, types.urlMap, {}, types.httpProxy, (map) => ({ urlMap: map.outputs.name as string }), inUse("url_map")),
  held(compute, types.urlMap, {}, types.httpsProxy, (map) => ({ urlMap: map.id }), inUse("url_map")),
  held(
    compute,
    types.sslPolicy,
    {},
    types.httpsProxy,
    (policy) => ({ urlMap: "m", sslPolicy: link(policy) }),
    inUse("ssl_policy"),
  ),
  held(
    compute,
    types.httpProxy,
    { urlMap: "m" },
    types.forwardingRule,
    (proxy) => ({ target: link(proxy) }),
    inUse("target_http_proxy"),
  ),
  held(
    compute,
    types.httpsProxy,
    { urlMap: "m" },
    types.forwardingRule,
    (proxy) => ({ target: proxy.id }),
    inUse("target_https_proxy"),
  ),
  held(
    compute,
    types.address,
    {},
    types.forwardingRule,
    (address) => ({ target: "t", ipAddress: address.outputs.address as string }),
    inUse("address"),
  ),
  held(
    compute,
    types.network,
    {},
    types.subnet,
    (network) => ({ network: network.id, ipCidrRange: "10.0.0.0/24" }),
    inUse("network"),
  ),
  held(
    compute,
    types.network,
    {},
    types.route,
    (network) => ({ network: network.outputs.name as string, name: "r", destRange: "0.0.0.0/0" }),
    inUse("network"),
  ),
  held(
    compute,
    types.network,
    {},
    types.zone,
    (network) => ({ dnsName: "a.dev.", privateVisibilityConfig: { networks: [{ networkUrl: network.id }] } }),
    inUse("network"),
  ),
  held(
    compute,
    types.network,
    {},
    types.connection,
    (network) => ({ network: network.id, service: "servicenetworking.googleapis.com", reservedPeeringRanges: [] }),
    inUse("network"),
  ),
  held(compute, types.subnet, subnet("s"), types.service, (held) => onSubnet(held.id), inUse("subnetwork")),
  held(
    certificates,
    types.certificate,
    {},
    types.certificateMapEntry,
    (held) => ({ map: "m", hostname: "a.example.dev", certificates: [held.id] }),
    referenced,
  ),
  held(
    certificates,
    types.certificateMap,
    {},
    types.certificateMapEntry,
    (map) => ({ map: map.outputs.name as string, hostname: "a.example.dev", certificates: [] }),
    referenced,
  ),
  held(
    certificates,
    types.certificateMap,
    {},
    types.httpsProxy,
    (map) => ({ urlMap: "m", certificateMap: `//certificatemanager.googleapis.com/${map.id}` }),
    referenced,
  ),
  held(
    certificates,
    types.dnsAuthorization,
    { domain: "a.example.dev" },
    types.certificate,
    (held) => ({ managed: { domains: ["a.example.dev"], dnsAuthorizations: [held.id] } }),
    referenced,
  ),
];

describe("rules", () => {
  it("each has a case here", () => {
    assert.deepEqual([...new Set(cases.map(({ rule }) => rule))].sort(), rules.map(({ name }) => name).sort());
  });

  for (const { rule, claim, trips, says, passes } of cases)
    describe(`${rule}: ${claim}`, () => {
      it("is refused in the cloud's words", async () => {
        const refusal = await trips(await gcp()).then(
          () => assert.fail("was not refused"),
          (error: unknown) => error,
        );
        assert.ok(refusal instanceof Refusal || refusal instanceof ProviderRefusal, String(refusal));
        assert.match(refusal.message, says);
      });
      it("passes once repaired", async () => {
        await passes(await gcp());
      });
    });

  it("a refusal leaves the world as it was", async () => {
    const cloud = LocalCloud.inMemory();
    const driver = await gcp(cloud);
    const before = cloud.resources();
    await assert.rejects(driver.create(types.service, "a", service({ serviceAccount: account })));
    assert.deepEqual(cloud.resources(), before);
  });

  it("name-free: what may be made twice is", async () => {
    const driver = await gcp();
    const [first, second] = await Promise.all(
      ["a", "b"].map((name) => driver.create(types.projectMember, name, { ...member, member: "user:ada@example.dev" })),
    );
    assert.equal(first?.id, second?.id);
  });

  it("compute-not-in-use: a bare name means the resource of its own project", async () => {
    const driver = await gcp();
    const map = await driver.create(types.urlMap, "m", { name: "m" });
    await driver.create("gcp:projects/service:Service", "other", {
      project: "other",
      service: "compute.googleapis.com",
    });
    await driver.create(types.httpProxy, "p", { project: "other", urlMap: "m" });
    await driver.delete(map);
  });
});

describe("refusesDelete", () => {
  it("names the setting before anything is deleted", async () => {
    const driver = await gcp();
    const made = await driver.create(types.service, "a", { ...service(), deletionProtection: true });
    const refusal = driver.provider.refusesDelete(made, made);
    assert.equal(refusal?.property, "deletionProtection");
    assert.match(refusal.reason, /deletionProtection=false/);
  });
  it("has nothing against what is not protected", async () => {
    const driver = await gcp();
    const made = await driver.create(types.service, "a", service());
    assert.equal(driver.provider.refusesDelete(made, made), undefined);
  });
});
