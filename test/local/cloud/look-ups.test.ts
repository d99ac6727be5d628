import assert from "node:assert/strict";
import { LocalCloud } from "../../../local/cloud";
import { Rulebook } from "../../../local/cloud/rulebook";
import { Driver, gcp, project, region, types } from "./support";

describe("data sources", () => {
  it("of a network and a subnet: what the cloud has, whoever made it", async () => {
    const driver = await gcp();
    const { id } = await driver.create(types.network, "n", { name: "shared", autoCreateSubnetworks: false });
    await driver.create("gcp:compute/subnetwork:Subnetwork", "s", {
      name: "run",
      region,
      network: id,
      ipCidrRange: "10.0.0.0/24",
      privateIpGoogleAccess: true,
    });
    const network = await driver.provider.invoke("gcp:compute/getNetwork:getNetwork", { name: "shared", project });
    assert.equal(network.result.id, `projects/${project}/global/networks/shared`);
    const subnet = await driver.provider.invoke("gcp:compute/getSubnetwork:getSubnetwork", { name: "run" });
    assert.deepEqual(
      [subnet.result.ipCidrRange, subnet.result.privateIpGoogleAccess, subnet.result.network],
      ["10.0.0.0/24", true, id],
    );
  });

  it("of what is not there: are refused as Compute Engine refuses", async () => {
    const { provider } = await gcp();
    await assert.rejects(
      provider.invoke("gcp:compute/getNetwork:getNetwork", { name: "shared" }),
      /Error 404: The resource 'projects\/flotilla-dev\/global\/networks\/shared' was not found/,
    );
    const peering = { name: "servicenetworking-googleapis-com", network: "shared" };
    await assert.rejects(provider.invoke("gcp:compute/getNetworkPeering:getNetworkPeering", peering), /was not found/);
  });

  it("of zones: those of the project alone", async () => {
    const driver = await Driver.of(LocalCloud.inMemory(new Rulebook([])));
    const zone = { visibility: "private", dnsName: "run.app." };
    await driver.create("gcp:dns/managedZone:ManagedZone", "a", { ...zone, name: "own" });
    await driver.create("gcp:dns/managedZone:ManagedZone", "b", { ...zone, name: "other", project: "flotilla-prod" });
    const { result } = await driver.provider.invoke("gcp:dns/getManagedZones:getManagedZones", { project });
    const zones = result.managedZones as { name: string; visibility: string }[];
    assert.deepEqual(
      zones.map(({ name, visibility }) => [name, visibility]),
      [["own", "private"]],
    );
  });

  it("of certificates: those of the project, and whether their hosts are proven", async () => {
    const driver = await Driver.of(LocalCloud.inMemory(new Rulebook([])));
    const proof = await driver.create("gcp:certificatemanager/dnsAuthorization:DnsAuthorization", "p", {
      name: "proof",
      domain: "a.example.dev",
    });
    const managed = { domains: ["a.example.dev"], dnsAuthorizations: [proof.id] };
    const of = (name: string, more = {}) =>
      driver.create("gcp:certificatemanager/certificate:Certificate", name, { name, managed, ...more });
    const { id } = await of("own");
    await of("other", { project: "flotilla-prod" });
    const states = async () => {
      const { result } = await driver.provider.invoke("gcp:certificatemanager/getCertificates:getCertificates", {});
      return (result.certificates as { name: string; manageds: { state: string }[] }[]).map(({ name, manageds }) => [
        name,
        manageds[0]?.state,
      ]);
    };
    assert.deepEqual(await states(), [[id, "PROVISIONING"]]);
    const [asked] = proof.outputs.dnsResourceRecords as { name: string; type: string; data: string }[];
    await driver.create("gcp:dns/recordSet:RecordSet", "r", {
      managedZone: "zone",
      name: asked?.name ?? "",
      type: asked?.type ?? "",
      ttl: 300,
      rrdatas: [asked?.data ?? ""],
    });
    assert.deepEqual(await states(), [[id, "ACTIVE"]]);
    await assert.rejects(
      driver.provider.invoke("gcp:certificatemanager/getCertificates:getCertificates", { filter: "name:own" }),
      /cannot tell which certificates a filter lets pass/,
    );
  });

  it("others: are refused by name, with those that there are", async () => {
    const { provider } = await gcp();
    await assert.rejects(
      provider.invoke("gcp:compute/getRouter:getRouter", { name: "r" }),
      /cannot answer gcp:compute\/getRouter:getRouter: .*gcp:compute:getNetwork, /,
    );
  });
});
