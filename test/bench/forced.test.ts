import assert from "node:assert/strict";
import * as gcp from "@pulumi/gcp";
import { forcedWaits } from "../../bench/forced";
import { parseUrn } from "../../local";
import { TestStack } from "../support/stack";

const project = "registry-dev-ada";

/** Who is forced to wait for whom, and what is missing, of a program. */
async function judged(program: (opts: { provider: gcp.Provider }) => void | Promise<void>, preview = true) {
  const stack = new TestStack("dev-ada");
  stack.program = () => program({ provider: new gcp.Provider("google", { project, region: "europe-west1" }) });
  const planned = preview ? (await stack.preview()).snapshot.resources : [];
  const made = await stack.up();
  assert.equal(made.outcome, "succeeded", made.errors);
  const { forced, missing } = await forcedWaits(made, planned);
  const name = (urn: string) => parseUrn(urn).name;
  return {
    forced: Object.fromEntries(
      [...forced].map(([urn, reasons]) => [
        name(urn),
        Object.fromEntries([...reasons].map(([needed, reason]) => [name(needed), reason])),
      ]),
    ),
    missing: missing.map(({ urn, needs, reason }) => ({ who: name(urn), needs: name(needs), reason })),
  };
}

const refused = /^refused: .*API has not been used in project/;

describe("forcedWaits()", () => {
  it("names, places, what is known late and what is refused force a wait; a wish of the program does not", async () => {
    const { forced, missing } = await judged(({ provider }) => {
      const api = (service: string) => new gcp.projects.Service(service, { project, service }, { provider });
      const apis = { provider, dependsOn: ["pubsub", "iam"].map((one) => api(`${one}.googleapis.com`)) };
      const topic = new gcp.pubsub.Topic("topic", { name: "topic", project }, apis);
      new gcp.pubsub.Topic("wish", { name: "wish", project }, { provider, dependsOn: topic });
      new gcp.pubsub.Subscription("by-id", { project, topic: topic.id }, { provider });
      new gcp.pubsub.Subscription("by-name", { project, topic: topic.name }, { provider });
      const account = new gcp.serviceaccount.Account("account", { project, accountId: "run-iam" }, apis);
      const member = account.uniqueId.apply((id) => `principal://${id}`);
      const role = "roles/pubsub.publisher";
      new gcp.pubsub.TopicIAMMember(
        "inside",
        { project, topic: "topic", role, member },
        { provider, dependsOn: topic },
      );
    });
    assert.deepEqual(Object.keys(forced.wish ?? {}), ["pubsub.googleapis.com"]);
    assert.equal(forced["by-id"]?.topic, "topic names it");
    assert.equal(forced["by-name"]?.topic, "topic names it");
    assert.deepEqual(
      [forced.inside?.account, forced.inside?.topic],
      ["member is known when it is made", "topic names it"],
    );
    assert.match(forced.topic?.["pubsub.googleapis.com"] ?? "", refused);
    assert.equal(forced.topic?.["iam.googleapis.com"], undefined);
    assert.match(forced.account?.["iam.googleapis.com"] ?? "", refused);
    assert.deepEqual(missing, []);
  });

  it("what the cloud refuses and the program does not wait for is missing", async () => {
    const { missing } = await judged(async ({ provider }) => {
      const service = "pubsub.googleapis.com";
      const api = new gcp.projects.Service(service, { project, service }, { provider });
      await new Promise((made) => api.id.apply(made));
      new gcp.pubsub.Topic("topic", { name: "topic", project }, { provider });
    }, false);
    assert.deepEqual(
      missing.map(({ who, needs }) => [who, needs]),
      [["topic", "pubsub.googleapis.com"]],
    );
    assert.match(missing[0]?.reason ?? "", refused);
  });
});
