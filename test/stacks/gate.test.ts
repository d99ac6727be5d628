import assert from "node:assert/strict";
import { join } from "node:path";
import * as gcp from "@pulumi/gcp";
import { type Analyzer, startPolicyPack } from "../../local";
import { root, TestStack } from "../support/stack";

const project = "registry-dev-ada";

/** A program of one hand-made resource, with the provider it needs. */
function handMade(make: (opts: { provider: gcp.Provider; dependsOn: gcp.projects.Service[] }) => void) {
  return () => {
    const provider = new gcp.Provider("google", { project, region: "europe-west1" });
    const api = (service: string) => new gcp.projects.Service(service, { project, service }, { provider });
    make({ provider, dependsOn: ["run", "iam", "pubsub"].map((name) => api(`${name}.googleapis.com`)) });
  };
}

const run = (serviceAccount: string | undefined) => ({
  name: "iam",
  project,
  location: "europe-west1",
  ingress: "INGRESS_TRAFFIC_INTERNAL_ONLY",
  template: {
    serviceAccount,
    scaling: { maxInstanceCount: 1 },
    vpcAccess: { networkInterfaces: [{ network: "main", subnetwork: "main" }] },
    containers: [{ image: "registry.example.dev/iam", resources: { limits: { cpu: "1", memory: "512Mi" } } }],
  },
});

describe("the policy gate", () => {
  let pack: Analyzer;
  before(async () => {
    const config = { values: { "flotilla:kind": "developer" }, secretKeys: [] };
    pack = await startPolicyPack(join(root, "policy"), { project: "flotilla", stack: "dev-ada", dryRun: true, config });
  });
  after(() => pack.close());

  const judged = (program: () => void) => {
    const stack = new TestStack("dev-ada");
    stack.analyzers = [pack];
    stack.program = program;
    return stack;
  };

  const refused: [string, () => void, string, RegExp][] = [
    [
      "leaves out a service account",
      handMade((opts) => new gcp.cloudrunv2.Service("iam", run(undefined), opts)),
      "own-service-account",
      /template\.serviceAccount is not set.*Compute Engine default account.*To fix: give it a service account made for it alone/,
    ],
    [
      "names a default service account",
      handMade(
        (opts) => new gcp.cloudrunv2.Service("iam", run("318420971355-compute@developer.gserviceaccount.com"), opts),
      ),
      "own-service-account",
      /template\.serviceAccount is 318420971355-compute@developer\.gserviceaccount\.com.*To fix: /,
    ],
    [
      "grants to a default service account",
      handMade(
        (opts) =>
          new gcp.pubsub.TopicIAMMember(
            "publish",
            {
              project,
              topic: "pulled",
              role: "roles/pubsub.publisher",
              member: `serviceAccount:${project}@appspot.gserviceaccount.com`,
            },
            opts,
          ),
      ),
      "no-grant-to-default-account",
      /member.*registry-dev-ada@appspot\.gserviceaccount\.com.*To fix: /,
    ],
  ];
  for (const [title, program, policyName, message] of refused)
    it(`a program that ${title}: preview and up are refused by name, with the fix`, async () => {
      const stack = judged(program);
      for (const operation of [() => stack.preview(), () => stack.up()]) {
        const { outcome, violations } = await operation();
        assert.equal(outcome, "failed");
        const [violation, ...others] = violations;
        assert.deepEqual([violation?.policyName, violation?.enforcementLevel, others], [policyName, "mandatory", []]);
        assert.match(violation?.message ?? "", message);
      }
      assert.ok(!stack.cloud.resources().some(({ type }) => /cloudrunv2|pubsub/.test(type)));
    });

  it("an account made in the same program: unknown in a preview, and no violation", async () => {
    const stack = judged(
      handMade((opts) => {
        const account = new gcp.serviceaccount.Account("iam", { accountId: "run-iam", project }, opts);
        new gcp.cloudrunv2.Service("iam", run(account.email as never), opts);
      }),
    );
    const { outcome, violations, errors } = await stack.preview();
    assert.deepEqual([outcome, violations], ["succeeded", []], errors);
  });

  it("the platform itself: no violation in its own preview", async () => {
    const stack = new TestStack("dev-ada");
    stack.analyzers = [pack];
    const { outcome, violations } = await stack.preview();
    assert.deepEqual([outcome, violations], ["succeeded", []]);
  });
});
