import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type * as pulumi from "@pulumi/pulumi";
import {
  Database,
  type Environment,
  EventType,
  GitHub,
  Job,
  Service,
  SigningKey,
  Workflow,
  type WorkflowArgs,
} from "../../components";
import { events } from "../../contract";
import { declareIn, developer, image, one, production } from "../support/declare";
import { mistakesOf } from "../support/refusals";
import { grantsIn } from "../support/workloads";

const numbers = { owner: 1000001, repository: 2000002 };
const actAs = "gcp:serviceaccount/iAMMember:IAMMember";

/** A workflow that runs a job, with other arguments where some are given. */
function smoke(environment: Environment, change: object = {}): Workflow {
  const github = new GitHub("github", { environment, ...numbers });
  const check = new Job("check", { environment, image });
  const args = { environment, github, file: "smoke.yml", branch: "main", can: [check.run()], ...change };
  return new Workflow("smoke", args as unknown as WorkflowArgs);
}

async function mistakesIn(args: typeof production, call: (environment: Environment) => unknown): Promise<string[]> {
  let mistakes: string[] = [];
  await declareIn(args, (environment) => {
    mistakes = mistakesOf(() => call(environment));
  });
  return mistakes;
}

const settled = <T>(output: pulumi.Output<T>) => new Promise<T>((done) => void output.apply(done));

describe("GitHub", () => {
  it("trusts the tokens of one repository, known by numbers, and none that a stranger's event makes", async () => {
    const declared = await declareIn(production, (environment) => {
      new GitHub("github", { environment, ...numbers });
    });
    const provider = one(declared, "gcp:iam/workloadIdentityPoolProvider:WorkloadIdentityPoolProvider", "github");
    assert.equal(
      provider.inputs.attributeCondition,
      "assertion.repository_owner_id == '1000001' && assertion.repository_id == '2000002' && " +
        "assertion.event_name != 'pull_request_target'",
    );
    assert.deepEqual(provider.inputs.oidc, { issuerUri: "https://token.actions.githubusercontent.com" });
    const mapping = Object.entries(provider.inputs.attributeMapping as Record<string, string>);
    assert.deepEqual(mapping.map(([attribute]) => attribute).sort(), ["attribute.job", "google.subject"]);
    const page = readFileSync(join(__dirname, "../../docs/github.md"), "utf8");
    for (const [attribute, expression] of mapping)
      assert.ok(page.includes(`${attribute}=${expression}`), `docs/github.md has another ${attribute}`);
    assert.deepEqual(grantsIn(declared), []);
  });

  it("pool: its id has a suffix, since a deleted one rests for 30 days", async () => {
    const declared = await declareIn(production, (environment) => {
      new GitHub("github", { environment, ...numbers });
    });
    const pool = one(declared, "gcp:iam/workloadIdentityPool:WorkloadIdentityPool", "github");
    assert.match(String(pool.inputs.workloadIdentityPoolId), /^github-/);
    assert.ok(one(declared, "random:index/randomId:RandomId", "github"));
  });

  it("numbers: anything else is refused, and told how to be found out", async () => {
    const mistakes = await mistakesIn(
      production,
      (environment) => new GitHub("github", { environment, owner: 0, repository: "example/shop" as never }),
    );
    assert.deepEqual(mistakes, [
      "owner: 0 is no number of GitHub's; ask: gh api repos/OWNER/NAME --jq .owner.id,.id",
      'repository: "example/shop" is no number of GitHub\'s; ask: gh api repos/OWNER/NAME --jq .owner.id,.id',
    ]);
  });
});

describe("a Workflow", () => {
  it("acts as an account of its own, which may do what its list says and nothing else", async () => {
    const declared = await declareIn(production, (environment) => {
      smoke(environment);
    });
    assert.deepEqual(
      grantsIn(declared)
        .filter((grant) => grant.startsWith("smoke/"))
        .sort(),
      ["smoke/act-as/smoke: roles/iam.workloadIdentityUser", "smoke/run/check/europe-west1: roles/run.invoker"],
    );
    const account = one(declared, "gcp:serviceaccount/account:Account", "smoke");
    assert.equal(account.inputs.accountId, "ci-smoke");
    const { member } = one(declared, "gcp:cloudrunv2/jobIamMember:JobIamMember", "smoke/run/check/europe-west1").inputs;
    assert.notEqual(member, one(declared, actAs, "smoke/act-as/smoke").inputs.member);
  });

  it("is let in by file, branch and GitHub environment together", async () => {
    const told = async (change: object) => {
      const declared = await declareIn(developer, (environment) => {
        smoke(environment, change);
      });
      const { member } = one(declared, actAs, "smoke/act-as/smoke").inputs;
      return /^principalSet:\/\/iam\.googleapis\.com\/.*\/attribute\.job\/(.*)$/.exec(String(member))?.[1];
    };
    assert.equal(await told({}), "smoke.yml@refs/heads/main");
    assert.equal(await told({ githubEnvironment: "staging" }), "smoke.yml@refs/heads/main:staging");
    assert.equal(await told({ branch: "release/1.2" }), "smoke.yml@refs/heads/release/1.2");
    assert.equal(await told({ branch: undefined, pullRequests: true }), "smoke.yml@pull_request");
  });

  it("outputs: who it is, what exchanges its tokens, and what it is to use", async () => {
    let outputs: Workflow["outputs"] | undefined;
    const declared = await declareIn(production, (environment) => {
      const github = new GitHub("github", { environment, ...numbers });
      const pushed = new EventType("image-pushed", { environment, declaration: events.imagePushed });
      const args = { environment, github, file: "push.yml", branch: "main", can: [pushed.publish()] } as const;
      outputs = new Workflow("push", args).outputs;
    });
    assert.equal(outputs?.caller, "workflow");
    assert.ok(outputs?.provider && (await settled(outputs.variables))["us-east4"]?.IMAGE_PUSHED_TOPIC);
    const { can } = one(declared, "flotilla:callers:Workflow", "push").outputs;
    assert.deepEqual(can, [{ verb: "publish", kind: "event", name: "image-pushed" }]);
  });

  it("pull requests: let in to a developer's environment, refused in any other", async () => {
    const change = { branch: undefined, pullRequests: true };
    assert.deepEqual(await mistakesIn(developer as never, (environment) => smoke(environment, change)), []);
    assert.deepEqual(await mistakesIn(production, (environment) => smoke(environment, change)), [
      "pullRequests: runs code that nobody has approved; outside developer environments name a branch",
    ]);
  });

  it("what a runner cannot reach is refused with what to do; to sign is not", async () => {
    const psql = `registry.example.dev/psql@sha256:${"cd".repeat(32)}`;
    const mistakes = await mistakesIn(production, (environment) => {
      const iam = new Service("iam", { environment, image });
      const catalog = new Database("catalog", { environment, images: { psql, proxy: psql } });
      const signing = new SigningKey("signing", { environment });
      return smoke(environment, { can: [iam.call(), catalog.connect("readonly"), signing.sign()] });
    });
    assert.equal(mistakes.length, 2);
    assert.match(mistakes[0] ?? "", /^can\[0\]: call service iam: .*network alone.*; run a job that calls it$/);
    assert.match(mistakes[1] ?? "", /^can\[1\]: connect database catalog: .*network alone.*; run a job that connects$/);
  });

  const wrong: [string, object, string][] = [
    ["a path", { file: ".github/workflows/smoke.yml" }, "file"],
    ["a file that tells another's name first", { file: "deploy.yml@x.yml" }, "file"],
    ["a pattern of branches", { branch: "release/*" }, "branch"],
    ["a whole ref", { branch: "/refs/heads/main" }, "branch"],
    ["neither branch nor pull requests", { branch: undefined }, "branch"],
    ["an environment with a space", { githubEnvironment: "for real" }, "githubEnvironment"],
    ["nothing to do", { can: [] }, "can"],
    ["a repository by name", { github: "example/shop" }, "github"],
  ];
  for (const [title, change, path] of wrong)
    it(`refuses ${title}`, async () => {
      const mistakes = await mistakesIn(production, (environment) => smoke(environment, change));
      assert.deepEqual(
        mistakes.map((mistake) => mistake.split(":")[0]),
        [path],
      );
    });
});
