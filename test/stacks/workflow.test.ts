import assert from "node:assert/strict";
import { Environment, GitHub, Job, Workflow } from "../../components";
import { callersOf, deploymentOf } from "../../review";
import { image, production } from "../support/declare";
import { packFor } from "../support/pack";
import { TestStack } from "../support/stack";

const pinned = image.replace("registry.example.dev", "europe-docker.pkg.dev/registry-shared/images");

describe("a workflow, on the local cloud and before the policies of production", () => {
  it("comes up with nothing against it, is at rest after that, goes, and comes back within the 30 days", async () => {
    const pack = await packFor("production", "prod");
    const stack = new TestStack("prod");
    stack.analyzers = [pack];
    let withWorkflow = true;
    stack.program = () => {
      const environment = new Environment("environment", production);
      const check = new Job("check", { environment, image: pinned });
      if (!withWorkflow) return;
      const github = new GitHub("github", { environment, owner: 1000001, repository: 2000002 });
      const args = { environment, github, file: "smoke.yml", branch: "main", githubEnvironment: "production" } as const;
      new Workflow("smoke", { ...args, can: [check.run()] });
    };
    const first = await stack.up();
    assert.deepEqual([first.outcome, first.errors, first.violations], ["succeeded", "", []]);
    assert.deepEqual((await stack.up()).steps, []);
    const [caller] = callersOf(deploymentOf(stack.snapshot.resources as never));
    assert.deepEqual(
      caller?.rights.map(({ what }) => what),
      ["act-as smoke", "run check"],
    );
    assert.ok(
      caller?.members.some((member) =>
        /^principalSet:.*\/github-[0-9a-f]{6}\/attribute\.job\/smoke\.yml@refs\/heads\/main:production$/.test(member),
      ),
      caller?.members.join(),
    );
    withWorkflow = false;
    assert.equal((await stack.up()).outcome, "succeeded");
    withWorkflow = true;
    const again = await stack.up();
    assert.deepEqual([again.outcome, again.errors], ["succeeded", ""]);
    await pack.close();
  });
});
