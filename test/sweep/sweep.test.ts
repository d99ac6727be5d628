import assert from "node:assert/strict";
import { organizations } from "@pulumi/gcp";
import { LocalCloud } from "../../local";
import { ConfiguredLocalProvider } from "../../local/cloud/configured-provider";
import { contentOf } from "../support/likeness";
import { Recording } from "../support/recording";
import { everyStep } from "./every-step";
import { everyStepScenarios } from "./scenarios";
import { SweptStack } from "./stack";
import { type Scenario, sweep } from "./sweep";

const seed = new Uint8Array(32);
const config = { values: {}, secretKeys: [] };

describe("a recorded program", () => {
  const recording = new Recording();
  const original = SweptStack.empty("every-step");
  before(async () => {
    const { outcome, errors } = await original.up({ run: recording.record(everyStep(false)), config, seed });
    assert.equal(outcome, "succeeded", errors.join("\n"));
  });
  const replayed = { run: recording.replay, config, seed };

  it("replayed: makes what it made, in the cloud, in the state and in its outputs", async () => {
    const again = SweptStack.empty("every-step");
    const { outcome, errors } = await again.up(replayed);
    assert.equal(outcome, "succeeded", errors.join("\n"));
    assert.deepEqual(contentOf(again), contentOf(original));
    assert.ok(original.state.resources.length > 20);
  });

  it("replayed: sends nothing before what it was made of is answered, in whatever order answers come", async () => {
    const again = SweptStack.empty("every-step");
    again.order = 7;
    assert.deepEqual((await again.up(replayed)).errors, []);
    assert.deepEqual(contentOf(again), contentOf(original));
  });

  it("replayed: fails where it is answered otherwise, since the program would have gone on with that", async () => {
    const again = SweptStack.empty("every-step", LocalCloud.inMemory()); // with the real time
    const { outcome, errors } = await again.up(replayed);
    assert.equal(outcome, "failed");
    assert.match(errors[0] as string, /is answered otherwise than when it was recorded/);
  });

  it("a program that looks something up: is refused, by name", async () => {
    const stack = SweptStack.empty("every-step");
    const program = async () => ({ project: await organizations.getProject({}) });
    const { outcome, errors } = await stack.up({ run: new Recording().record(program), config, seed });
    assert.equal(outcome, "failed");
    assert.match(errors[0] as string, /a program that calls invoke cannot be recorded/);
  });
});

describe("a sweep", function () {
  this.timeout(180_000);
  let scenarios: Scenario[];
  before(async () => {
    scenarios = await everyStepScenarios();
  });

  // Of those whose program is not a recorded one, fewer: the SDK takes its time.
  for (const [index, [name, of]] of (
    [
      ["up from nothing", 4],
      ["up with changes", 4],
      ["destroy --exclude-protected", 4],
      ["destroy after an up that was stopped", 4],
      ["up with changes after an up that was stopped", 16],
      ["refresh after an up that was stopped", 4],
      ["refresh", 4],
    ] as const
  ).entries())
    it(`${name}: stopped at each ${of}th turn, nothing is lost and nothing made twice`, async () => {
      const scenario = scenarios[index] as Scenario;
      assert.equal(scenario.name, `every-step: ${name}`);
      const { stops, findings } = await sweep(scenario, { nth: 1, of });
      assert.ok(stops > 2);
      assert.deepEqual(findings, []);
    });

  it("finds a cloud that forgets what a killed run had made", async () => {
    const { create, orphans } = ConfiguredLocalProvider.prototype;
    ConfiguredLocalProvider.prototype.orphans = async () => [];
    ConfiguredLocalProvider.prototype.create = function (resource, inputs, preview) {
      return create.call(this, resource, inputs, preview);
    };
    try {
      const { findings } = await sweep(scenarios[0] as Scenario, { nth: 2, of: 3 }); // those that are killed after it
      assert.ok(findings.length > 8);
      assert.match(findings.flatMap(({ problems }) => problems).join("\n"), /already exists/);
      for (const { stop } of findings) assert.match(stop, /^create .*killed after it$/);
    } finally {
      Object.assign(ConfiguredLocalProvider.prototype, { create, orphans });
    }
  });
});
