import assert from "node:assert/strict";
import { Environment, type EnvironmentArgs, Files, Job, Service, WorkerPool } from "../../components";
import { developer, production, staging } from "../support/declare";
import { assertComesUp } from "../support/pack";
import { TestStack } from "../support/stack";

const image = `europe-docker.pkg.dev/registry-shared/images/tool@sha256:${"ab".repeat(32)}`;
const bucketType = "gcp:storage/bucket:Bucket";

/** One writes files and two read them. */
const platform = (args: EnvironmentArgs) => () => {
  const environment = new Environment("environment", args);
  const models = new Files("models", { environment });
  new Job("train", { environment, image, runs: "on-change", can: [models.write("/models")] });
  new Service("infer", { environment, image, can: [models.read("/models")] });
  new WorkerPool("score", { environment, image, instances: 1, can: [models.read("/models", { user: 1000 })] });
  return {};
};

describe("files that workloads mount", () => {
  for (const [name, args] of [
    ["dev-ada", developer],
    ["staging", staging],
    ["prod", production],
  ] as const)
    it(`${args.kind}: come up, with nothing for a policy to refuse, and then nothing is to change`, async () => {
      const stack = new TestStack(name);
      stack.program = platform(args);
      await assertComesUp(stack, args.kind);
    });

  /** A stack that is up, and somebody has put files into the bucket since. */
  async function filled(name: string, args: EnvironmentArgs): Promise<TestStack> {
    const stack = new TestStack(name);
    stack.program = platform(args);
    const { outcome, errors } = await stack.up();
    assert.equal(outcome, "succeeded", errors);
    const [bucket] = stack.cloud.world.ofType(bucketType);
    if (bucket) stack.cloud.world.put({ ...bucket, contents: 7 });
    return stack;
  }

  it("a developer's go with the environment, whatever is in them", async () => {
    const stack = await filled("dev-ada", developer);
    const { outcome, errors } = await stack.destroy();
    assert.equal(outcome, "succeeded", errors);
    assert.deepEqual([...stack.cloud.world.ofType(bucketType)], []);
  });

  it("production's stay when they are taken out of the program", async () => {
    const stack = await filled("prod", production);
    stack.program = () => {
      new Environment("environment", production);
      return {};
    };
    const { outcome, errors } = await stack.preview();
    assert.equal(outcome, "failed");
    assert.match(errors, /models.* protected|protected.*models/s);
  });
});
