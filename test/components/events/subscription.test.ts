import assert from "node:assert/strict";
import { type Environment, EventType, Job, Subscription, type SubscriptionArgs } from "../../../components";
import { type Declared, declareIn, image, ofType, one, production } from "../../support/declare";
import { assertRefused, pubsubAgent, pushed, subscription, subscriptionMember, topicMember } from "./kit";

const pulled = (more: Partial<SubscriptionArgs> = {}) =>
  declareIn(production, (environment) => {
    const on = new EventType("image-pushed", { environment, declaration: pushed });
    const pulls = new Subscription("pulls", { environment, on, ...more });
    new Job("count", { environment, image, can: [pulls.pull()] });
  });

describe("a Subscription", () => {
  it("keeps events until they are pulled: pushes nowhere, never expires, has dead letters", async () => {
    const declared = await pulled();
    const { inputs, protect, dependsOn } = one(declared, subscription, "pulls");
    assert.ok(protect);
    assert.equal(inputs.pushConfig, undefined);
    assert.deepEqual(inputs.expirationPolicy, { ttl: "" });
    assert.deepEqual(inputs.deadLetterPolicy, { deadLetterTopic: "pulls-dead-id", maxDeliveryAttempts: 10 });
    assert.ok(dependsOn.includes("pulls/dead/publish"));
    assert.equal(one(declared, topicMember, "pulls/dead/publish").inputs.member, pubsubAgent);
    assert.deepEqual(one(declared, subscription, "pulls-dead").inputs.expirationPolicy, { ttl: "" });
  });

  it("pull(): the subscriber's role on that subscription, and its full name", async () => {
    const declared = await pulled();
    const grants = ofType(declared, subscriptionMember).filter(({ inputs }) => inputs.member !== pubsubAgent);
    assert.deepEqual(
      grants.map(({ name, parent, inputs }) => [name, parent, inputs.role, inputs.member]),
      [
        [
          "count/pull/pulls",
          "count",
          "roles/pubsub.subscriber",
          "serviceAccount:job-count@project.iam.gserviceaccount.com",
        ],
      ],
    );
    const job = one(declared, "gcp:cloudrunv2/job:Job", "count/europe-west1").inputs;
    const { value } = job.template.template.containers[0].envs.find(
      ({ name }: { name: string }) => name === "PULLS_SUBSCRIPTION",
    );
    assert.equal(value, "pulls-id");
  });

  it("pull() while a former filter is drained: the subscription of today", async () => {
    const declared = await pulled({ filter: { subject: "a" }, draining: ["all"] });
    const today = ofType(declared, subscription).find(({ name }) => name.startsWith("pulls-filter")) as Declared;
    const job = one(declared, "gcp:cloudrunv2/job:Job", "count/europe-west1").inputs;
    assert.equal(job.template.template.containers[0].envs[0].value, `${today.name}-id`);
  });

  it("nonsense: all mistakes at once", () =>
    declareIn(production, (environment: Environment) => {
      const bad = { environment, on: {}, attempts: 0 } as unknown as SubscriptionArgs;
      assertRefused(
        () => new Subscription("Pulls", bad),
        [
          'name: "Pulls" must be lower-case letters, digits and inner dashes, a letter first',
          "attempts: 0 is not between 5 and 100",
          "on: is not an EventType; give the type itself",
        ],
      );
    }));
});
