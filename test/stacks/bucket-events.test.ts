import assert from "node:assert/strict";
import { join } from "node:path";
import { Bucket, BucketEvents, Environment, Recorder, Service, Subscription, Trigger } from "../../components";
import { startPolicyPack } from "../../local";
import { production } from "../support/declare";
import { root, TestStack } from "../support/stack";

const image = `europe-docker.pkg.dev/registry-shared/images/tool@sha256:${"ab".repeat(32)}`;

const platform = () => {
  const environment = new Environment("environment", {
    ...production,
    project: "registry-prod",
    projectNumber: "755489226627",
    alerts: ["oncall@example.dev"],
  });
  const layers = new Bucket("layers", { environment });
  const written = new BucketEvents("layers-written", { environment, bucket: layers, image });
  const deleted = new BucketEvents("layers-deleted", { environment, bucket: layers, image, what: "deleted" });
  const scanner = new Service("scanner", { environment, image });
  new Trigger("scan", { environment, on: written, to: scanner });
  new Subscription("clean", { environment, on: deleted });
  new Recorder("events", { environment, records: [written, deleted] });
  return {};
};

describe("an R2 bucket whose events are triggered on, pulled and recorded", () => {
  it("in production: comes up without a defect or a violation, and again without a change", async () => {
    const config = { values: { "flotilla:kind": "production" }, secretKeys: [] };
    const pack = await startPolicyPack(join(root, "policy"), {
      project: "flotilla",
      stack: "prod",
      dryRun: true,
      config,
    });
    try {
      const stack = new TestStack("prod");
      stack.program = platform;
      stack.analyzers = [pack];
      const first = await stack.up();
      assert.deepEqual([first.violations, first.errors, first.outcome], [[], "", "succeeded"]);
      const second = await stack.up();
      assert.deepEqual([second.errors, second.outcome], ["", "succeeded"]);
      assert.deepEqual(
        second.steps.filter((step) => !step.startsWith("same")),
        [],
      );
    } finally {
      await pack.close();
    }
  });
});
