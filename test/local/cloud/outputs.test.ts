import assert from "node:assert/strict";
import { LocalCloud } from "../../../local/cloud";
import { type PropertyMap, Secret, Unknown } from "../../../local/values";
import { Driver, gcp, project, region, service, types } from "./support";

describe("outputs", () => {
  it("ids have the provider's form", async () => {
    const driver = await gcp();
    const idOf = async (type: string, inputs: PropertyMap) => (await driver.create(type, "a", inputs)).id;
    assert.equal(
      await idOf(types.service, { ...service(), name: "web" }),
      `projects/${project}/locations/${region}/services/web`,
    );
    assert.equal(await idOf(types.network, { name: "n" }), `projects/${project}/global/networks/n`);
    assert.equal(
      await idOf("gcp:cloudrunv2/serviceIamMember:ServiceIamMember", {
        location: region,
        name: `projects/${project}/locations/${region}/services/web`,
        role: "roles/run.invoker",
        member: "user:ada@example.dev",
        condition: { title: "for a day", expression: "true" },
      }),
      `projects/${project}/locations/${region}/services/web/roles/run.invoker/user:ada@example.dev/for a day`,
    );
    await driver.create(types.zone, "z", { name: "z", dnsName: "example.dev." });
    assert.equal(
      await idOf(types.recordSet, {
        managedZone: `projects/${project}/managedZones/z`,
        name: "a.example.dev.",
        type: "A",
        rrdatas: ["192.0.2.1"],
      }),
      `projects/${project}/managedZones/z/rrsets/a.example.dev./A`,
    );
    assert.equal(
      await idOf(types.role, { roleId: "observe", title: "t", permissions: ["run.services.get"] }),
      `projects/${project}/roles/observe`,
    );
  });

  it("hold the inputs, without the bridge's bookkeeping, and what the provider's arguments add", async () => {
    const { outputs } = await (await gcp()).create(types.service, "a", { ...service(), name: "web" });
    assert.equal(JSON.stringify(outputs).includes("__defaults"), false);
    assert.deepEqual(
      [outputs.name, outputs.project, outputs.location, outputs.deletionPolicy, outputs.ingress],
      ["web", project, region, "DELETE", "INGRESS_TRAFFIC_ALL"],
    );
  });

  it("of an account: address and member are known before it exists", async () => {
    const outputs = await (await gcp()).preview(types.account, "a", { accountId: "ada-dev" });
    assert.equal(outputs.email, `ada-dev@${project}.iam.gserviceaccount.com`);
    assert.equal(outputs.member, `serviceAccount:ada-dev@${project}.iam.gserviceaccount.com`);
    assert.deepEqual([outputs.name, outputs.uniqueId, outputs.id], [Unknown.value, Unknown.value, Unknown.value]);
  });

  it("of an account: are unknown when its id is", async () => {
    const outputs = await (await gcp()).preview(types.account, "a", { accountId: Unknown.value });
    assert.deepEqual([outputs.email, outputs.member], [Unknown.value, Unknown.value]);
  });

  it("of a preview: what the cloud chooses is unknown, what the program says is not", async () => {
    const outputs = await (await gcp()).preview(types.service, "a", service());
    assert.deepEqual([outputs.uri, outputs.ingress, outputs.urls], [Unknown.value, Unknown.value, Unknown.value]);
    assert.deepEqual([outputs.location, outputs.project, outputs.deletionProtection], [region, project, false]);
  });

  it("of an update's preview: what the cloud said stays", async () => {
    const driver = await gcp();
    const made = await driver.create(types.service, "a", service());
    const { inputs } = await driver.check(made.type, "a", { ...service(), description: "d" }, made.inputs);
    const { outputs } = await driver.provider.update(made, made, inputs, true);
    assert.deepEqual([outputs.uri, outputs.generation, outputs.description], [made.outputs.uri, "1", "d"]);
  });

  it("of an update: the generation moves on, the revision with the template alone, the rest stays", async () => {
    const driver = await gcp();
    const made = await driver.create(types.service, "a", { ...service(), description: "d" });
    const plain = await driver.update(made, service());
    assert.equal(plain.outputs.generation, "2");
    assert.equal(plain.outputs.latestReadyRevision, made.outputs.latestReadyRevision);
    const { outputs } = await driver.update(plain, service({ containers: [{ image: "b" }] }));
    assert.match(String(made.outputs.latestReadyRevision), /-00001-[0-9a-f]{3}$/);
    assert.match(String(outputs.latestReadyRevision), /-00002-[0-9a-f]{3}$/);
    assert.deepEqual(
      [outputs.uid, outputs.uri, outputs.createTime],
      [made.outputs.uid, made.outputs.uri, made.outputs.createTime],
    );
    assert.equal("description" in outputs, false);
  });

  it("of an update: an input left to the cloud stays what it was", async () => {
    const driver = await gcp();
    const made = await driver.create(types.service, "a", { ...service(), ingress: "INGRESS_TRAFFIC_INTERNAL_ONLY" });
    const { outputs } = await driver.update(made, { ...service(), description: "d" });
    assert.equal(outputs.ingress, "INGRESS_TRAFFIC_INTERNAL_ONLY");
  });

  it("of a service of several regions: an address in each of them", async () => {
    const driver = await gcp();
    const inputs = { ...service(), name: "web", location: "global" };
    const make = (...regions: string[]) => ({ ...inputs, multiRegionSettings: { regions } });
    const made = await driver.create(types.service, "web", make("europe-west1", "us-east4"));
    const urls = (outputs: PropertyMap) => (outputs.urls as string[]).map((url) => url.replace(/-\d+\./, "-NUMBER."));
    const [europe, america] = ["https://web-NUMBER.europe-west1.run.app", "https://web-NUMBER.us-east4.run.app"];
    assert.deepEqual(urls(made.outputs), [europe, america]);
    assert.deepEqual(urls((await driver.update(made, make("us-east4"))).outputs), [america]);
  });

  it("of a service: its address has the project's number, the same in every region", async () => {
    const driver = await gcp();
    const urls = async (location: string) =>
      (await driver.create(types.service, location, { ...service(), name: "web", location })).outputs.urls as string[];
    const number = /^https:\/\/web-(\d+)\.europe-west1\.run\.app$/.exec((await urls("europe-west1"))[0] as string)?.[1];
    assert.equal((await urls("us-east4"))[0], `https://web-${number}.us-east4.run.app`);
  });

  it("of a service: the project's number is the one that its own program writes", async () => {
    const envs = [{ name: "IAM_URL", value: "https://iam-123456789012.europe-west1.run.app" }];
    const { outputs } = await (await gcp()).create(types.service, "a", {
      ...service({ containers: [{ image: "a", envs }] }),
      name: "web",
    });
    assert.equal((outputs.urls as string[])[0], "https://web-123456789012.europe-west1.run.app");
  });

  it("of a service: the project's number is the one in the stack's config, whatever asks first", async () => {
    const cloud = LocalCloud.inMemory();
    cloud.learn({
      "registry:project": project,
      "registry:projectNumber": "123456789012",
      "registry:kind": "developer",
    });
    const { outputs } = await (await gcp(cloud)).create(types.service, "a", { ...service(), name: "web" });
    assert.equal((outputs.urls as string[])[0], "https://web-123456789012.europe-west1.run.app");
    cloud.learn({ "registry:project": project, "registry:projectNumber": "210987654321" });
    assert.equal(cloud.world.projectNumber(project), "123456789012");
  });

  it("of a DNS authorisation: the record that proves the domain", async () => {
    const { outputs } = await (await gcp()).create(types.dnsAuthorization, "a", { domain: "ada.example.dev" });
    const [record] = outputs.dnsResourceRecords as PropertyMap[];
    assert.deepEqual([record?.name, record?.type], ["_acme-challenge.ada.example.dev.", "CNAME"]);
  });

  it("of an address: one that no host on the internet has", async () => {
    const driver = await gcp();
    const address = async (inputs: PropertyMap) =>
      (
        await driver.create(types.address, JSON.stringify(inputs), {
          name: `a${Object.values(inputs).join("").toLowerCase().replace("_", "")}`,
          ...inputs,
        })
      ).outputs.address as string;
    assert.match(await address({}), /^198\.1[89]\./);
    assert.match(await address({ ipVersion: "IPV6" }), /^2001:db8:/);
    assert.match(await address({ addressType: "INTERNAL", purpose: "VPC_PEERING" }), /^10\./);
  });

  it("of a service agent: the address that the service's agent has", async () => {
    const { outputs } = await (await gcp()).create("gcp:projects/serviceIdentity:ServiceIdentity", "a", {
      service: "iap.googleapis.com",
    });
    assert.match(outputs.email as string, /^service-\d{12}@gcp-sa-iap\.iam\.gserviceaccount\.com$/);
  });

  it("of a random id: forms of the same bytes, and none twice", async () => {
    const driver = await Driver.of(LocalCloud.inMemory(), "random", {});
    const first = await driver.create(types.randomId, "a", { byteLength: 4, prefix: "p-" });
    const second = await driver.create(types.randomId, "a", { byteLength: 4 });
    assert.match(first.outputs.hex as string, /^p-[0-9a-f]{8}$/);
    assert.equal(first.outputs.b64Url, `p-${first.id}`);
    assert.equal(Buffer.from(second.id, "base64url").toString("hex"), second.outputs.hex);
    assert.notEqual(first.id, second.id);
    assert.deepEqual(await driver.read(first), first && { ...first }, "it exists in the state alone");
  });

  it("of a DNS record: an id of the cloud's own, so that two may share a name", async () => {
    const driver = await Driver.of(LocalCloud.inMemory(), "cloudflare", {});
    const record = { zoneId: "z", name: "a.example.dev", type: "A", ttl: 1, content: "198.18.0.1" };
    const [first, second] = [
      await driver.create(types.dnsRecord, "a", record),
      await driver.create(types.dnsRecord, "b", record),
    ];
    assert.match(first.id, /^[0-9a-f]{32}$/);
    assert.notEqual(first.id, second.id);
  });
});

describe("labels", () => {
  const labelsOf = async (config: PropertyMap, type: string, labels: PropertyMap) => {
    const cloud = LocalCloud.inMemory();
    await gcp(cloud);
    const driver = await Driver.of(cloud, "gcp", { project, region, ...config });
    const inputs: PropertyMap =
      type === types.forwardingRule
        ? { target: "projects/registry-shared/global/targetHttpProxies/t", labels }
        : { labels };
    return (await driver.create(type, "a", inputs)).outputs;
  };

  it("are the resource's over the provider's, with the attribution, and secret", async () => {
    const { labels, pulumiLabels, effectiveLabels } = await labelsOf(
      { defaultLabels: { owner: "ada", kind: "dev" } },
      types.address,
      {
        kind: "test",
      },
    );
    const expected = new Secret({ "goog-pulumi-provisioned": "true", owner: "ada", kind: "test" });
    assert.deepEqual([labels, pulumiLabels, effectiveLabels], [{ kind: "test" }, expected, expected]);
  });
  it("come without the attribution where it is switched off, or never put", async () => {
    const off = await labelsOf({ addPulumiAttributionLabel: "false" }, types.address, { a: "b" });
    assert.deepEqual(off.pulumiLabels, new Secret({ a: "b" }));
    const never = await labelsOf({}, types.forwardingRule, { a: "b" });
    assert.deepEqual(never.pulumiLabels, new Secret({ a: "b" }));
  });
});
