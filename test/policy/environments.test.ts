import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import * as gcp from "@pulumi/gcp";
import { Attestor, Environment, GitHub, Job, Service, WorkerPool, Workflow } from "../../components";
import { type Analyzer, startPolicyPack } from "../../local";
import { inShared, resourcesOf, shared } from "../stacks/shared-network";
import { root, TestStack } from "../support/stack";
import { type Sound, soundData } from "./sound-data";
import { soundEdge } from "./sound-edge";
import { type SoundEvents, soundEvents } from "./sound-events";

/** The built pack, as an environment of a kind meets it. */
async function packOf(kind: string): Promise<Analyzer> {
  const config = { values: { "flotilla:kind": kind }, secretKeys: [] };
  return startPolicyPack(join(root, "policy"), { project: "flotilla", stack: "test", dryRun: true, config });
}

const production = {
  kind: "production",
  project: "registry-prod",
  projectNumber: "755489226627",
  home: "europe-west1",
  regions: ["europe-west1"],
  domain: "example.dev",
  cloudflareZone: "f2bf6781bba24dfc4ce34fdad20ed86b",
  cloudflareAccount: "a3e54a68243f9d30a74d93711c21a9f7",
} as const;

describe("the pack on whole stacks", () => {
  const packs = new Map<string, Analyzer>();
  before(async () => {
    execFileSync(process.execPath, [join(root, "policy/build.js")]);
    for (const kind of ["developer", "staging", "production"]) packs.set(kind, await packOf(kind));
  });
  after(() => Promise.all([...packs.values()].map((pack) => pack.close())));

  const judged = (name: string, kind: string, program?: () => void) => {
    const stack = new TestStack(name);
    stack.analyzers = [...packs].filter(([of]) => of === kind).map(([, pack]) => pack);
    if (program) stack.program = program;
    return stack;
  };

  for (const [name, kind] of [
    ["dev-ada", "developer"],
    ["staging", "staging"],
    ["prod", "production"],
  ] as const)
    it(`${name}: no violation, not even an advisory one, in a preview or an update`, async () => {
      const stack = judged(name, kind);
      for (const operation of [() => stack.preview(), () => stack.up()]) {
        const { outcome, violations, errors } = await operation();
        assert.deepEqual([violations, errors, outcome], [[], "", "succeeded"]);
      }
    });

  it("an address in a service's plain variables: is refused in a preview, when everything is yet to be made, and in an update", async () => {
    const stack = judged("prod", "production", () => {
      const environment = new Environment("environment", production);
      const image = `europe-docker.pkg.dev/example/images/app@sha256:${"ab".repeat(32)}`;
      const IAM_URL = `https://iam-${production.projectNumber}.europe-west1.run.app`;
      new Service("iam", { environment, image });
      new Service("push", { environment, image, variables: { IAM_URL } });
    });
    for (const operation of [() => stack.preview(), () => stack.up()]) {
      const { outcome, violations } = await operation();
      assert.deepEqual([outcome, violations.map(({ policyName }) => policyName)], ["failed", ["no-walk-around"]]);
      assert.match(violations[0]?.message ?? "", /leads to the service "iam" in europe-west1, which .* may not call/);
    }
  });

  it("production that asks for attestations: no violation; one that only logs is told so at every preview", async () => {
    for (const [mode, advised] of [
      ["enforce", []],
      ["preview", ["image-policy-enforced"]],
    ] as const) {
      const stack = judged("prod", "production", () => {
        const built = new Attestor("built");
        const environment = new Environment("environment", { ...production, admission: { attestedBy: [built], mode } });
        const github = new GitHub("github", { environment, owner: 1000001, repository: 2000002 });
        const run = { file: "build.yml", branch: "main", githubEnvironment: "production" } as const;
        new Workflow("build", { environment, github, ...run, can: [built.attest()] });
        const image = `europe-docker.pkg.dev/example/images/app@sha256:${"ab".repeat(32)}`;
        new Service("iam", { environment, image });
        new Job("report", { environment, image });
        new WorkerPool("counter", { environment, image, instances: 1 });
      });
      for (const operation of [() => stack.preview(), () => stack.up()]) {
        const { outcome, violations, errors } = await operation();
        assert.deepEqual([violations.map(({ policyName }) => policyName), errors, outcome], [advised, "", "succeeded"]);
      }
    }
  });

  it("production in a network that was there: no violation in a preview, and none in an update", async () => {
    const existingNetwork = { name: "shared", subnets: { "europe-west1": "run" } };
    const stack = judged("prod", "production", () => {
      const environment = new Environment("environment", { ...production, instanceBudget: 200, existingNetwork });
      new Service("iam", { environment, image: `europe-docker.pkg.dev/example/images/app@sha256:${"ab".repeat(32)}` });
    });
    const nothing = stack.cloud.document();
    const made = JSON.stringify(resourcesOf(shared)).replaceAll(inShared.project, production.project);
    await stack.cloud.edit(nothing, { ...nothing, resources: JSON.parse(made) });
    for (const operation of [() => stack.preview(), () => stack.up()]) {
      const { outcome, violations, errors } = await operation();
      assert.deepEqual([violations, errors, outcome], [[], "", "succeeded"]);
    }
  });

  for (const [what, program] of [
    ["data and keys", soundData],
    ["events", soundEvents],
    ["an edge with all that it offers", soundEdge],
  ] as const)
    it(`${what} as they should be in production: no violation in a preview, and none in an update`, async () => {
      const stack = judged("dev-ada", "production", program);
      for (const operation of [() => stack.preview(), () => stack.up()]) {
        const { outcome, violations, errors } = await operation();
        assert.deepEqual([violations, errors, outcome], [[], "", "succeeded"]);
      }
    });

  const added: [string, (sound: Sound) => void, string, RegExp][] = [
    [
      "an account that signs, and is to rule over the ring of the key",
      ({ account, keyRing, made }) =>
        new gcp.kms.KeyRingIAMMember(
          "rule",
          { keyRingId: keyRing.id, role: "roles/cloudkms.admin", member: account.member },
          made,
        ),
      "kms-duties-separated and workload-rules-nothing",
      /member gives .* roles\/cloudkms\.signer, beside roles\/cloudkms\.admin by "rule"/,
    ],
    [
      "an account that runs nothing, and is to read the secret",
      ({ secret, made }) => {
        const other = new gcp.serviceaccount.Account("other", { accountId: "run-other" }, made);
        const role = "roles/secretmanager.secretAccessor";
        new gcp.secretmanager.SecretIamMember("spy", { secretId: secret.id, role, member: other.member }, made);
      },
      "secret-readers-are-workloads",
      /member is .*, as which no workload of the stack runs/,
    ],
  ];
  const addedToEvents: [string, (sound: SoundEvents) => void, string, RegExp][] = [
    [
      "a workload that is to write into what is recorded, by a role in the project",
      ({ workload, made }) => {
        const { project, member } = workload;
        new gcp.projects.IAMMember("write", { project, role: "roles/bigquery.dataEditor", member }, made);
      },
      "granted-on-the-resource and recorded-dataset-one-writer",
      /member gives serviceAccount:run-notifier@.* roles\/bigquery\.dataEditor, and so a right to write into every data set/,
    ],
    [
      "a workload that is to write into what is recorded, by the data set itself",
      ({ workload, recorded, made }) => {
        const { project, member } = workload;
        const on = { project, datasetId: recorded.datasetId, role: "roles/bigquery.dataEditor", member };
        new gcp.bigquery.DatasetIamMember("write", on, made);
      },
      "recorded-dataset-one-writer",
      /member gives run-notifier@.* roles\/bigquery\.dataEditor, beside record-events@/,
    ],
    [
      "a subscription whose dead letters nobody may forward",
      ({ subscription, made }) => new gcp.pubsub.Subscription("audit", { ...subscription, name: "audit" }, made),
      "pubsub-dead-letters-kept",
      /Pub\/Sub's agent may not acknowledge on this subscription/,
    ],
    [
      "a push as the account of the workload that is pushed to",
      ({ workload, address, made }) => {
        const { project, email: serviceAccountEmail } = workload;
        const pushConfig = { pushEndpoint: `${address}/again`, oidcToken: { serviceAccountEmail } };
        const topic = "projects/registry-prod/topics/dead";
        new gcp.pubsub.Subscription("again", { project, topic, expirationPolicy: { ttl: "" }, pushConfig }, made);
      },
      "no-walk-around and pubsub-push-own-account",
      /serviceAccountEmail is run-notifier@.*, as which "receiver" runs/,
    ],
  ];
  const refused = [
    ...added.map(([title, add, ...rest]) => [title, () => add(soundData()), ...rest] as const),
    ...addedToEvents.map(([title, add, ...rest]) => [title, () => add(soundEvents()), ...rest] as const),
  ];
  for (const [title, program, policyName, message] of refused)
    it(`${title}: is refused in a preview, when everything is yet to be made`, async () => {
      const { outcome, violations } = await judged("dev-ada", "production", program).preview();
      const names = violations.map((violation) => violation.policyName).sort();
      assert.deepEqual([outcome, names.join(" and ")], ["failed", policyName]);
      assert.ok(violations.some((violation) => message.test(violation.message)));
    });
});
