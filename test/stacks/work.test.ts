import assert from "node:assert/strict";
import { Cron, Environment, EventType, Job, Service, Subscription, WorkerPool } from "../../components";
import { events } from "../../contract";
import type { Analyzer } from "../../local";
import { image, staging } from "../support/declare";
import { packFor } from "../support/pack";
import { TestStack } from "../support/stack";

const pinned = image.replace("registry.example.dev", "europe-docker.pkg.dev/registry-shared/images");

describe("work that nobody asks for, on the local cloud and before the policies of staging", () => {
  let pack: Analyzer;
  before(async () => {
    pack = await packFor("staging", "staging");
  });
  after(() => pack.close());

  async function twice(program: (environment: Environment) => void) {
    const stack = new TestStack("staging");
    stack.analyzers = [pack];
    stack.program = () => program(new Environment("environment", { ...staging, alerts: ["oncall@example.dev"] }));
    const first = await stack.up();
    return { stack, first, second: await stack.up() };
  }

  it("workers: come up with nothing against them, and are at rest after that", async () => {
    const { first, second } = await twice((environment) => {
      const pulled = new EventType("image-pulled", { environment, declaration: events.imagePulled });
      const pulls = new Subscription("pulls", { environment, on: pulled });
      new WorkerPool("counter", { environment, image: pinned, instances: 2, can: [pulls.pull()] });
    });
    assert.equal(first.outcome, "succeeded", first.errors);
    assert.deepEqual(first.violations, []);
    assert.ok(first.steps.includes("create gcp:cloudrunv2/workerPool:WorkerPool counter/us-east4"));
    assert.deepEqual(second.steps, []);
  });

  it("clocks: run a job and call a service with nothing against them, and keep the moment they are counted from", async () => {
    const { stack, first, second } = await twice((environment) => {
      const runs = new Job("clean-up", { environment, image: pinned });
      const calls = new Service("audit", { environment, image: pinned });
      new Cron("nightly", { environment, schedule: "0 3 * * *", timeZone: "Europe/Brussels", runs });
      new Cron("tick", { environment, schedule: "0 * * * *", calls, path: "/tick" });
    });
    assert.equal(first.outcome, "succeeded", first.errors);
    assert.deepEqual(first.violations, []);
    assert.deepEqual(second.steps, []);
    const alarm = stack.snapshot.resources.find(({ urn }) => urn.endsWith("::nightly/absence"));
    const since = stack.snapshot.resources.find(({ urn }) => urn.endsWith("::nightly/since"));
    const kept = (since?.outputs.keepers as { since: string } | undefined)?.since;
    assert.match(JSON.stringify(alarm?.outputs.conditions), new RegExp(`time\\(\\)\\) > ${kept} \\+ `));
    assert.equal((alarm?.outputs.notificationChannels as string[] | undefined)?.length, 1);
  });
});
