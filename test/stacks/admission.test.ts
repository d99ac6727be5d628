import assert from "node:assert/strict";
import { Attestor, Environment, GitHub, Job, Service, Workflow } from "../../components";
import { developer } from "../support/declare";
import { TestStack } from "../support/stack";

const pinned = (path: string) => `europe-docker.pkg.dev/${path}@sha256:${"ab".repeat(32)}`;
const elsewhere = pinned("somebody-else/images/iam");

function stackOf(program: () => void): TestStack {
  const stack = new TestStack("dev-ada");
  stack.program = async () => program();
  return stack;
}

/** All images come from one project, but for that of a service and of a job that are put in past the components' checks. */
const kept = (image: string, job: object = {}) =>
  stackOf(() => {
    const admission = { from: ["europe-docker.pkg.dev/registry-shared/**"] } as const;
    const environment = new Environment("environment", { ...developer, admission });
    const own = pinned("registry-shared/images/iam");
    new Service("iam", { environment, image: own, transform: { service: { template: { containers: [{ image }] } } } });
    const template = { template: { containers: [{ image: elsewhere }] } };
    new Job("report", { environment, image: own, transform: { job: { template, ...job } } });
  });

describe("an environment that decides which images are deployed, on the local cloud", function () {
  this.timeout(120_000);

  it("attested: comes up with whoever attests, a second time changes nothing, and goes", async () => {
    const stack = stackOf(() => {
      const built = new Attestor("built");
      const environment = new Environment("environment", { ...developer, admission: { attestedBy: [built] } });
      const github = new GitHub("github", { environment, owner: 1000001, repository: 2000002 });
      new Workflow("build", { environment, github, file: "build.yml", branch: "main", can: [built.attest()] });
      new Service("iam", { environment, image: elsewhere });
    });
    const first = await stack.up();
    assert.deepEqual([first.errors, first.outcome], ["", "succeeded"]);
    const started = (suffix: string) => first.steps.findIndex((step) => step.endsWith(suffix));
    assert.ok(started("policy:Policy admission") < started("service:Service iam/europe-west1"));
    assert.deepEqual((await stack.up()).steps, []);
    const gone = await stack.destroy();
    assert.deepEqual([gone.errors, gone.outcome], ["", "succeeded"]);
  });

  it("kept: an image from elsewhere is refused as it is deployed, in the cloud's words", async () => {
    const { outcome, errors } = await kept(elsewhere).up();
    assert.equal(outcome, "failed");
    assert.match(errors, /Container image 'europe-docker\.pkg\.dev\/somebody-else\/.*' is not authorized by policy/);
  });

  it("kept: of a job the image is refused when it is run, and not before", async () => {
    const own = pinned("registry-shared/images/iam");
    assert.equal((await kept(own).up()).outcome, "succeeded");
    const { outcome, errors } = await kept(own, { runExecutionToken: "now" }).up();
    assert.equal(outcome, "failed");
    assert.match(errors, /Creating Job: .*is not authorized by policy/s);
  });
});
