import assert from "node:assert/strict";
import { Database, Environment, type EnvironmentArgs, Service, WorkerPool } from "../../components";
import { developer, production } from "../support/declare";
import { assertComesUp } from "../support/pack";
import { TestStack } from "../support/stack";

const imageOf = (name: string) => `europe-docker.pkg.dev/registry-shared/images/${name}@sha256:${"ab".repeat(32)}`;

/** An image of somebody else's connects to a database, and so does a worker, unless it has stopped doing so. */
const platform =
  (args: EnvironmentArgs, workerConnects = true) =>
  () => {
    const environment = new Environment("environment", args);
    const images = { psql: imageOf("postgres"), proxy: imageOf("cloud-sql-proxy") };
    const catalog = new Database("catalog", { environment, images });
    const can = [
      catalog.connect("readonly", { socket: true, variables: { PGRST_DB_HOST: "host", PGRST_DB_USER: "user" } }),
    ];
    new Service("rest", { environment, image: imageOf("rest"), can });
    const worker = { environment, image: imageOf("tidy"), instances: 1 };
    new WorkerPool("tidy", { ...worker, can: workerConnects ? [catalog.connect("readwrite", { socket: true })] : [] });
    return {};
  };

describe("a database by socket", () => {
  for (const [name, args] of [
    ["dev-ada", developer],
    ["prod", production],
  ] as const)
    it(`${args.kind}: comes up, with nothing for a policy to refuse, and then nothing is to change`, async () => {
      const stack = new TestStack(name);
      stack.program = platform(args);
      await assertComesUp(stack, args.kind);
    });

  it("a worker pool that gains one is made anew, and where it is protected that is refused", async () => {
    const gained = async (name: string, args: EnvironmentArgs) => {
      const stack = new TestStack(name);
      stack.program = platform(args, false);
      assert.equal((await stack.up()).outcome, "succeeded");
      stack.program = platform(args);
      return stack.up();
    };
    const { steps, outcome } = await gained("dev-ada", developer);
    const pool = "gcp:cloudrunv2/workerPool:WorkerPool tidy/europe-west1";
    const ofPool = steps.filter((step) => step.endsWith(pool));
    assert.deepEqual(
      ofPool,
      ["delete-replaced", "replace", "create-replacement"].map((step) => `${step} ${pool}`),
    );
    assert.equal(outcome, "succeeded");
    const refused = await gained("prod", production);
    assert.equal(refused.outcome, "failed");
    assert.match(refused.errors, /deletion_?protection/i);
  });
});
