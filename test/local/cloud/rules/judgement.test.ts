import assert from "node:assert/strict";
import { LocalCloud } from "../../../../local/cloud";
import type { WorldRecord } from "../../../../local/cloud/world";
import type { ManagedResource } from "../../../../local/provider";
import { Driver, gcp, project, region, service, types } from "../support";

const account = `ada-dev@${project}.iam.gserviceaccount.com`;

describe("a rule", () => {
  it("that refuses leaves the world as it was", async () => {
    const cloud = LocalCloud.inMemory();
    const driver = await gcp(cloud);
    const before = cloud.resources();
    await assert.rejects(driver.create(types.service, "a", service({ serviceAccount: account })));
    assert.deepEqual(cloud.resources(), before);
  });

  it("that refuses a change or a deletion leaves what there is as it was", async () => {
    const cloud = LocalCloud.inMemory();
    const driver = await gcp(cloud);
    const made = await driver.create(types.service, "a", { ...service(), deletionProtection: true });
    const before = cloud.memory();
    await assert.rejects(driver.update(made, { ...service({ serviceAccount: account }), deletionProtection: true }));
    await assert.rejects(driver.delete(made));
    assert.deepEqual(cloud.memory(), before);
  });

  it("judges a key ring's deletion by nothing that its provider does not ask for", async () => {
    const driver = await Driver.of(LocalCloud.inMemory());
    await driver.enable("cloudkms");
    const ring = await driver.create("gcp:kms/keyRing:KeyRing", "ring", { name: "ring", location: region });
    const service = { service: "cloudkms.googleapis.com", disableOnDestroy: true };
    await driver.delete(await driver.create("gcp:projects/service:Service", "kms", service));
    await driver.delete(ring);
  });

  it("that finds a defect tells it of whoever manages the resource, who need not have made it", async () => {
    const cloud = LocalCloud.inMemory();
    const driver = await gcp(cloud);
    const group = await driver.create("gcp:compute/regionNetworkEndpointGroup:RegionNetworkEndpointGroup", "group", {
      name: "group",
      region,
      networkEndpointType: "SERVERLESS",
      cloudRun: { service: "iam" },
    });
    const { type, id } = group;
    const { urn: maker, ...record } = cloud.world.get(type, id) as WorldRecord;
    const told = async (managed: ManagedResource[]) => (await cloud.defects(managed)).map(({ urn }) => urn);
    assert.deepEqual(await told([]), [maker]);
    assert.deepEqual(await told([{ urn: "importer", type, id }]), ["importer"]);
    cloud.world.put(record); // made by hand
    assert.deepEqual(await told([]), []);
    assert.deepEqual(await told([{ urn: "importer", type, id }]), ["importer"]);
  });

  it("has nothing against what may be made twice", async () => {
    const driver = await gcp();
    const member = { project, role: "roles/viewer", member: "user:ada@example.dev" };
    const [first, second] = await Promise.all(
      ["a", "b"].map((name) => driver.create(types.projectMember, name, member)),
    );
    assert.equal(first?.id, second?.id);
  });

  it("does not judge accounts of other projects, which are not ours to tell", async () => {
    const driver = await gcp();
    await driver.create(types.service, "a", service({ serviceAccount: "x@other.iam.gserviceaccount.com" }));
    const agent = "serviceAccount:service-1@gcp-sa-iap.iam.gserviceaccount.com";
    await driver.create(types.projectMember, "b", { project, role: "roles/viewer", member: agent });
  });

  it("does not judge accounts that nobody declares, nor one that is named without its project", async () => {
    const driver = await gcp();
    await driver.create(types.account, "ada", { accountId: "ada-dev" });
    const grant = { role: "roles/iam.serviceAccountUser", member: "user:ada@example.dev" };
    for (const name of [
      `${project}/serviceAccounts/1-compute@developer.gserviceaccount.com`,
      `-/serviceAccounts/${account}`,
    ])
      await driver.create("gcp:serviceaccount/iAMMember:IAMMember", name, {
        serviceAccountId: `projects/${name}`,
        ...grant,
      });
  });
});

describe("a subnet by its bare name", () => {
  const subnet = { name: "s", network: "default", ipCidrRange: "10.0.0.0/24" };
  const onSubnet = service({ vpcAccess: { networkInterfaces: [{ subnetwork: "s" }] } });

  it("is not the one of another region", async () => {
    const driver = await gcp();
    await driver.create(types.subnet, "s", { ...subnet, region: "us-east4" });
    await assert.rejects(driver.create(types.service, "a", onSubnet), /subnetwork 's' is not in region/);
  });

  it("is the one of the service's region, whatever others there are", async () => {
    const driver = await gcp();
    await driver.create(types.subnet, "s", { ...subnet, region: "us-east4" });
    await driver.create(types.subnet, "t", { ...subnet, region, ipCidrRange: "10.0.1.0/24" });
    await driver.create(types.service, "a", onSubnet);
  });
});

describe("refusesDelete", () => {
  it("names the setting before anything is deleted", async () => {
    const driver = await gcp();
    const made = await driver.create(types.service, "a", { ...service(), deletionProtection: true });
    const refusal = driver.provider.refusesDelete(made, made);
    assert.ok(refusal && "property" in refusal);
    assert.equal(refusal.property, "deletionProtection");
    assert.match(refusal.reason, /deletionProtection=false/);
  });
  it("has nothing against what is not protected", async () => {
    const driver = await gcp();
    const made = await driver.create(types.service, "a", service());
    assert.equal(driver.provider.refusesDelete(made, made), undefined);
  });
});
