import assert from "node:assert/strict";
import { LocalCloud } from "../../../../local/cloud";
import { gcp, project, region, service, types } from "../support";

const account = `ada-dev@${project}.iam.gserviceaccount.com`;

describe("a rule", () => {
  it("that refuses leaves the world as it was", async () => {
    const cloud = LocalCloud.inMemory();
    const driver = await gcp(cloud);
    const before = cloud.resources();
    await assert.rejects(driver.create(types.service, "a", service({ serviceAccount: account })));
    assert.deepEqual(cloud.resources(), before);
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
});

describe("a subnet by its bare name", () => {
  const subnet = { name: "s", network: "n", ipCidrRange: "10.0.0.0/24" };
  const onSubnet = service({ vpcAccess: { networkInterfaces: [{ subnetwork: "s" }] } });

  it("is not the one of another region", async () => {
    const driver = await gcp();
    await driver.create(types.subnet, "s", { ...subnet, region: "us-east4" });
    await assert.rejects(driver.create(types.service, "a", onSubnet), /subnetwork 's' is not in region/);
  });

  it("is the one of the service's region, whatever others there are", async () => {
    const driver = await gcp();
    await driver.create(types.subnet, "s", { ...subnet, region: "us-east4" });
    await driver.create(types.subnet, "t", { ...subnet, region });
    await driver.create(types.service, "a", onSubnet);
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
