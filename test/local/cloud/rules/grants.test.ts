import assert from "node:assert/strict";
import { LocalCloud } from "../../../../local/cloud";
import { allows } from "../../../../local/cloud/iam/grants";
import type { PropertyMap } from "../../../../local/values";
import { Driver, project, region, types } from "../support";

const account = `serviceAccount:ada-dev@${project}.iam.gserviceaccount.com`;
const topic = { id: `projects/${project}/topics/events`, project };
const table = { id: `projects/${project}/datasets/events/tables/pulls`, project };

/** A world with an account, a topic and a table, and what may be done in it. */
async function world() {
  const cloud = LocalCloud.inMemory();
  const driver = await Driver.of(cloud);
  await driver.enable("bigquery", "cloudresourcemanager", "cloudscheduler", "iam", "pubsub");
  const made = await driver.create(types.account, "ada", { accountId: "ada-dev" });
  await driver.create("gcp:pubsub/topic:Topic", "events", { name: "events" });
  await driver.create("gcp:bigquery/dataset:Dataset", "events", { datasetId: "events", location: region });
  await driver.create("gcp:bigquery/table:Table", "pulls", { datasetId: "events", tableId: "pulls" });
  const publishes = (member = account) => allows(cloud.world, member, "pubsub.topics.publish", topic);
  const writes = () => allows(cloud.world, account, "bigquery.tables.updateData", table);
  const onTopic = (inputs: PropertyMap) =>
    driver.create("gcp:pubsub/topicIAMMember:TopicIAMMember", "grant", { topic: "events", member: account, ...inputs });
  const onProject = (inputs: PropertyMap) =>
    driver.create(types.projectMember, "grant", { project, member: account, ...inputs });
  return { cloud, driver, account: made, publishes, writes, onTopic, onProject };
}

describe("a grant", () => {
  it("is needed", async () => {
    const { publishes, writes } = await world();
    assert.deepEqual([publishes(), writes()], [false, false]);
  });

  it("counts on the resource itself", async () => {
    const { onTopic, publishes } = await world();
    await onTopic({ role: "roles/pubsub.publisher" });
    assert.ok(publishes());
  });

  it("counts on the project", async () => {
    const { onProject, publishes } = await world();
    await onProject({ role: "roles/pubsub.editor" });
    assert.ok(publishes());
  });

  it("counts on what the resource lies in", async () => {
    const { driver, writes } = await world();
    const role = "roles/bigquery.dataEditor";
    await driver.create("gcp:bigquery/datasetIamMember:DatasetIamMember", "grant", {
      datasetId: "events",
      role,
      member: account,
    });
    assert.ok(writes());
  });

  it("counts in a binding of several", async () => {
    const { driver, writes } = await world();
    await driver.create("gcp:bigquery/datasetIamBinding:DatasetIamBinding", "grant", {
      datasetId: "events",
      role: "roles/bigquery.dataOwner",
      members: ["user:ada@example.dev", account],
    });
    assert.ok(writes());
  });

  it("counts in a dataset's own list, by the role's older name too", async () => {
    const { driver, writes } = await world();
    await driver.create("gcp:bigquery/datasetAccess:DatasetAccess", "grant", {
      datasetId: "events",
      role: "WRITER",
      userByEmail: account.replace("serviceAccount:", ""),
    });
    assert.ok(writes());
  });

  it("of another role does not count", async () => {
    const { onTopic, publishes } = await world();
    await onTopic({ role: "roles/pubsub.viewer" });
    assert.ok(!publishes());
  });

  it("on another resource does not count", async () => {
    const { driver, onTopic, publishes } = await world();
    await driver.create("gcp:pubsub/topic:Topic", "more", { name: "events-more" });
    await onTopic({ topic: "events-more", role: "roles/pubsub.publisher" });
    assert.ok(!publishes());
  });

  it("to all users counts for each", async () => {
    const { onTopic, publishes } = await world();
    await onTopic({ member: "allUsers", role: "roles/pubsub.publisher" });
    assert.ok(publishes());
    assert.ok(publishes("allUsers"));
  });

  it("to all authenticated users counts for none without an identity", async () => {
    const { onTopic, publishes } = await world();
    await onTopic({ member: "allAuthenticatedUsers", role: "roles/pubsub.publisher" });
    assert.ok(publishes());
    assert.ok(!publishes("allUsers"));
  });

  it("under a condition counts, since conditions are not evaluated", async () => {
    const { onTopic, publishes } = await world();
    const condition = { title: "soon", expression: "request.time < timestamp('2001-01-01T00:00:00Z')" };
    await onTopic({ role: "roles/pubsub.publisher", condition });
    assert.ok(publishes());
  });

  it("taken away does not count any more", async () => {
    const { driver, onTopic, publishes } = await world();
    await driver.delete(await onTopic({ role: "roles/pubsub.publisher" }));
    assert.ok(!publishes());
  });

  it("goes with its account: one made again has none, and a refresh finds it gone", async () => {
    const { account: ada, driver, onTopic, publishes } = await world();
    const grant = await onTopic({ role: "roles/pubsub.publisher" });
    await driver.delete(ada);
    await driver.create(types.account, "ada", { accountId: "ada-dev" });
    assert.ok(!publishes());
    assert.equal(await driver.read(grant), undefined);
  });
});

describe("a custom role", () => {
  it("holds the permissions it lists, as they are now", async () => {
    const { driver, onProject, publishes } = await world();
    const role = { roleId: "talk", title: "Talk", permissions: ["pubsub.topics.get"] };
    const talk = await driver.create(types.role, "talk", role);
    await onProject({ role: talk.id });
    assert.ok(!publishes());
    await driver.update(talk, { ...role, permissions: ["pubsub.topics.publish"] });
    assert.ok(publishes());
    await driver.delete(talk);
    assert.ok(!publishes());
  });

  it("of an organisation is taken at its word", async () => {
    const { onProject, publishes } = await world();
    await onProject({ role: "organizations/318420971355/roles/talk" });
    assert.ok(publishes());
  });
});

describe("a default account", () => {
  it("is an editor of its project, until a program takes that away", async () => {
    const { driver, publishes } = await world();
    const { outputs } = await driver.create("gcp:projects/serviceIdentity:ServiceIdentity", "pubsub", {
      service: "pubsub.googleapis.com",
    });
    const number = /service-(\d+)@/.exec(String(outputs.email))?.[1];
    const compute = `serviceAccount:${number}-compute@developer.gserviceaccount.com`;
    assert.ok(publishes(compute));
    assert.ok(!publishes("serviceAccount:1-compute@developer.gserviceaccount.com"));
    const inputs = { project, action: "DEPRIVILEGE" };
    await driver.create("gcp:projects/defaultServiceAccounts:DefaultServiceAccounts", "none", inputs);
    assert.ok(!publishes(compute));
  });
});

describe("a service agent", () => {
  it("has on its own project what Google gives it, and nothing more", async () => {
    const { cloud, driver, publishes } = await world();
    const member = async (service: string) =>
      (await driver.create("gcp:projects/serviceIdentity:ServiceIdentity", service, { service })).outputs
        .member as string;
    const [scheduler, pubsub] = [await member("cloudscheduler.googleapis.com"), await member("pubsub.googleapis.com")];
    assert.ok(publishes(scheduler));
    assert.ok(!publishes(pubsub));
    const minted = { id: `projects/${project}/serviceAccounts/${account.replace("serviceAccount:", "")}`, project };
    assert.ok(allows(cloud.world, pubsub, "iam.serviceAccounts.getOpenIdToken", minted));
    const elsewhere = { id: "projects/other/topics/events", project: "other" };
    assert.ok(!allows(cloud.world, scheduler, "pubsub.topics.publish", elsewhere));
  });
});
