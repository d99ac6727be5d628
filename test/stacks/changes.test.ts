import assert from "node:assert/strict";
import { TestStack } from "../support/stack";

/** Backends learn of endpoint groups, and topics where they may keep messages; both in place. */
const learnsOfRegions = /^update gcp:(compute\/backendService:BackendService edge-|pubsub\/topic:Topic )/;

describe("regions of a running environment", () => {
  it("one more: everything is added in it, and nothing elsewhere is replaced or deleted", async () => {
    const stack = new TestStack("staging");
    await stack.up();
    stack.config = { regions: '["europe-west1","us-east4","asia-northeast1"]' };
    const { outcome, steps, errors } = await stack.up();
    assert.equal(outcome, "succeeded", errors);
    const elsewhere = steps.filter((step) => !step.includes("asia-northeast1"));
    assert.ok(elsewhere.length > 0);
    for (const step of elsewhere) assert.match(step, learnsOfRegions);
  });

  it("one less, retired: what ran there goes, its subnet stays, and no other region notices", async () => {
    const stack = new TestStack("prod");
    stack.config = { deletionProtection: "off" };
    await stack.up();
    stack.config = { ...stack.config, regions: '["europe-west1","us-east4"]', retiredRegions: '["asia-northeast1"]' };
    const { outcome, steps, errors } = await stack.up();
    assert.equal(outcome, "succeeded", errors);
    for (const step of steps) assert.match(step, step.startsWith("delete ") ? /asia-northeast1$/ : learnsOfRegions);
  });

  it("one less, forgotten: refused, because a subnet is held for hours after its last service", async () => {
    const stack = new TestStack("staging");
    stack.config = { deletionProtection: "off" };
    await stack.up();
    stack.config = { ...stack.config, regions: '["europe-west1"]' };
    const { outcome, errors, steps } = await stack.preview();
    assert.equal(outcome, "failed");
    assert.match(errors, /subnet\/us-east4 is no longer in the program, and it is protected/);
    assert.deepEqual(
      steps.filter((step) => step.startsWith("delete")),
      [],
    );
  });

  it("in another order: nothing is to change but where events are pushed, in place", async () => {
    const stack = new TestStack("staging");
    await stack.up();
    stack.config = { regions: '["us-east4","europe-west1"]' };
    const { steps } = await stack.preview();
    assert.deepEqual(steps.sort(), [
      "update gcp:pubsub/subscription:Subscription notify-policy",
      "update gcp:pubsub/subscription:Subscription notify-pushed",
    ]);
  });
});

describe("the home region", () => {
  it("never changes: another one is refused before anything is done", async () => {
    const stack = new TestStack("prod");
    await stack.up();
    stack.config = { home: "us-east4" };
    const { outcome, errors } = await stack.preview();
    assert.equal(outcome, "failed");
    assert.match(errors, /RandomId::home is protected and cannot be replaced/);
  });
});

describe("IAM that has not heard of an account yet", () => {
  it("is waited for: the operation is tried again, and nothing is made twice", async () => {
    const stack = new TestStack("dev-ada");
    const account = "run-iam@registry-dev-ada.iam.gserviceaccount.com";
    stack.cloud.faults.add({
      type: "gcp:cloudrunv2/service:Service",
      operation: "create",
      error: `googleapi: Error 403: Permission 'iam.serviceaccounts.actAs' denied on service account ${account} (or it may not exist).`,
    });
    const { outcome, changes, errors } = await stack.up();
    assert.equal(outcome, "succeeded", errors);
    assert.deepEqual(changes, { create: 189 });
  });

  it("any other refusal fails at once, and leaves what does not depend on it standing", async () => {
    const stack = new TestStack("dev-ada");
    stack.cloud.faults.add({
      type: "gcp:compute/route:Route",
      operation: "create",
      error: "googleapi: Error 403: quota",
    });
    const { outcome, errors, changes } = await stack.up();
    assert.equal(outcome, "failed");
    assert.match(errors, /Error 403: quota/);
    assert.ok((changes.create ?? 0) > 10);
    const again = await stack.up();
    assert.equal(again.outcome, "succeeded", again.errors);
    assert.equal((changes.create ?? 0) + (again.changes.create ?? 0), 189);
  });
});
