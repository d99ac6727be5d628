import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import * as gcp from "@pulumi/gcp";
import * as pulumi from "@pulumi/pulumi";
import { startPolicyPack } from "../../local";
import { type Outcome, platform, root, TestStack } from "../support/stack";

/** A resource that the platform's program declares, on its way to the engine. */
type Declared = pulumi.ResourceTransformationArgs;

/** What the program declared so far. */
class Program {
  readonly #declared: Declared[] = [];

  note(declared: Declared): void {
    this.#declared.push(declared);
  }

  /** The properties of the one resource of a type with such a name. */
  find(type: string, name: string): Declared["props"] {
    const found = this.#declared.find((each) => each.type === type && each.name === name);
    assert.ok(found, `the platform makes a ${type} "${name}"`);
    return found.props;
  }

  project = () => new pulumi.Config("flotilla").require("project");
  memberOf = (workload: string) => this.find("gcp:projects/iAMMember:IAMMember", `${workload}/observe`).member;
  /** As a child of what makes the services: by the environment's provider. */
  inside(): pulumi.CustomResourceOptions {
    const { parent } = this.#declared.find(({ type }) => type === service)?.opts ?? {};
    return { parent: parent as pulumi.Resource };
  }
}

/** One thing that is otherwise than the platform's program has it. */
interface Change {
  title: string;
  /** The resource that is changed, or else the one that is told of. */
  name: string;
  /** Of the resource that is changed; where one is added, there is none. */
  type?: string;
  change(program: Program, declared: Declared): object | undefined;
  refusedBy: string;
  /** Refused where it is staging or production, and nothing to a developer, who tears down what there is. */
  isProtection?: true;
}

const service = "gcp:cloudrunv2/service:Service";
const account = "gcp:serviceaccount/account:Account";

function withTemplate(props: Declared["props"], more: object): Declared["props"] {
  return { ...props, template: { ...props.template, ...more } };
}

function iamAddress(): string {
  const projectNumber = new pulumi.Config("flotilla").require("projectNumber");
  return `https://iam-${projectNumber}.europe-west1.run.app`;
}

function accountOf(program: Program, workload: string): string {
  return `${program.find(account, workload).accountId}@${program.project()}.iam.gserviceaccount.com`;
}

const changes: Change[] = [
  {
    title: "an address without its grant",
    name: "notifier/europe-west1",
    type: service,
    change(_, { props }) {
      const [container] = props.template.containers;
      const envs = [...(container.envs ?? []), { name: "IAM_URL", value: iamAddress() }];
      return withTemplate(props, { containers: [{ ...container, envs }] });
    },
    refusedBy: "no-walk-around",
  },
  {
    title: "an address in a job, on its command line",
    name: "catalog-migrations/europe-west1",
    type: "gcp:cloudrunv2/job:Job",
    change(_, { props }) {
      const [container, ...others] = props.template.template.containers;
      const containers = [{ ...container, args: [`--iam=${iamAddress()}`] }, ...others];
      return withTemplate(props, { template: { ...props.template.template, containers } });
    },
    refusedBy: "no-walk-around",
  },
  {
    title: "an account that two workloads share",
    name: "push/europe-west1",
    type: service,
    change: (program, { props }) => withTemplate(props, { serviceAccount: accountOf(program, "catalog-migrations") }),
    refusedBy: "no-shared-account",
  },
  {
    title: "a writer of the recorded data set that is not the recorder",
    name: "write",
    change(program) {
      const { project, datasetId } = program.find("gcp:bigquery/dataset:Dataset", "events/recorded");
      const member = program.memberOf("audit");
      const args = { project, datasetId, role: "roles/bigquery.dataEditor", member };
      return new gcp.bigquery.DatasetIamMember("write", args, program.inside());
    },
    refusedBy: "recorded-dataset-one-writer",
  },
  {
    title: "administration and use of a key in one hand",
    name: "tokens/sign/signing",
    change(program) {
      const { cryptoKeyId, member } = program.find(
        "gcp:kms/cryptoKeyIAMMember:CryptoKeyIAMMember",
        "tokens/sign/signing",
      );
      return new gcp.kms.CryptoKeyIAMMember(
        "rule",
        { cryptoKeyId, role: "roles/cloudkms.admin", member },
        program.inside(),
      );
    },
    refusedBy: "kms-duties-separated",
  },
  {
    title: "a public service without a recorded reason",
    name: "tokens/europe-west1",
    type: service,
    change: (_, { props }) => ({ ...props, ingress: "INGRESS_TRAFFIC_ALL" }),
    refusedBy: "run-ingress-not-public-by-accident",
  },
  {
    title: "a public service with a reason of one word",
    name: "audit/europe-west1",
    type: service,
    change(_, { props }) {
      const annotations = { "flotilla.dev/public-because": "temporary" };
      return { ...props, annotations, ingress: "INGRESS_TRAFFIC_ALL", invokerIamDisabled: true };
    },
    refusedBy: "run-invoker-not-public",
  },
  {
    title: "a resource in another project",
    name: "elsewhere",
    change(program) {
      const args = { accountId: "elsewhere", project: "registry-shared" };
      return new gcp.serviceaccount.Account("elsewhere", args, program.inside());
    },
    refusedBy: "one-environment",
  },
  {
    title: "a resource with the label of another environment",
    name: "registry/europe-west1",
    type: service,
    change: (_, { props }) => ({ ...props, labels: { environment: "elsewhere" } }),
    refusedBy: "one-environment",
  },
  {
    title: "a resource by another provider, and so without the labels",
    name: "apart",
    change(program) {
      const project = program.project();
      const provider = new gcp.Provider("other", { project, region: "europe-west1" });
      return new gcp.serviceaccount.Account("apart", { accountId: "apart-from-all", project }, { provider });
    },
    refusedBy: "one-environment",
  },
  {
    title: "a resource by a default provider",
    name: "by-default",
    change: (program) =>
      new gcp.serviceaccount.Account("by-default", { accountId: "by-default", project: program.project() }),
    refusedBy: "no-default-provider",
  },
  {
    title: "a bucket that lost its protection",
    name: "layers",
    type: "cloudflare:index/r2Bucket:R2Bucket",
    change(_, { props, opts }) {
      opts.protect = false;
      return props;
    },
    refusedBy: "stateful-protected",
    isProtection: true,
  },
  {
    title: "a service that lost its protection",
    name: "tokens/europe-west1",
    type: service,
    change: (_, { props }) => ({ ...props, deletionProtection: false }),
    refusedBy: "deletion-protection",
    isProtection: true,
  },
  {
    title: "a right in the whole project that one service could carry",
    name: "call-all",
    change(program) {
      const args = { project: program.project(), role: "roles/run.invoker", member: program.memberOf("registry") };
      return new gcp.projects.IAMMember("call-all", args, program.inside());
    },
    refusedBy: "granted-on-the-resource",
  },
  {
    title: "a right in the whole project that one secret could carry, by a role of one's own",
    name: "read-all",
    change(program) {
      const project = program.project();
      const permissions = ["secretmanager.versions.access"];
      const asked = { project, roleId: "reads", title: "Reads", permissions };
      const role = new gcp.projects.IAMCustomRole("reads", asked, program.inside());
      const args = { project, role: role.name, member: program.memberOf("notifier") };
      return new gcp.projects.IAMMember("read-all", args, program.inside());
    },
    refusedBy: "custom-role-on-the-resource",
  },
];

/** The platform's own program, with these changes. */
function changed(given: readonly Change[]): Record<string, unknown> {
  const program = new Program();
  pulumi.runtime.registerStackTransformation((declared) => {
    program.note(declared);
    let { props } = declared;
    for (const { type, name, change } of given)
      if (type === declared.type && name === declared.name) props = change(program, { ...declared, props }) ?? props;
    return { props, opts: declared.opts };
  });
  const outputs = platform();
  for (const { type, change } of given) if (type === undefined) change(program, {} as Declared);
  return outputs;
}

/** One preview has all the changes, as each takes seconds; each has to be told of the resource that it is about. */
for (const [name, kind] of [
  ["dev-ada", "developer"],
  ["staging", "staging"],
  ["prod", "production"],
] as const)
  describe(`${name}, changed`, () => {
    let outcome: Outcome;
    before(async () => {
      execFileSync(process.execPath, [join(root, "policy/build.js")]);
      const config = { values: { "flotilla:kind": kind }, secretKeys: [] };
      const options = { project: "flotilla", stack: name, dryRun: true, config };
      const pack = await startPolicyPack(join(root, "policy"), options);
      const stack = new TestStack(name);
      stack.config["pulumi:disable-default-providers"] = undefined; // or the engine refuses before a policy is asked
      stack.analyzers = [pack];
      stack.program = () => changed(changes);
      outcome = await stack.preview();
      await pack.close();
    });

    it("an update is refused", () => assert.equal(outcome.outcome, "failed"));

    for (const { title, name, refusedBy, isProtection } of changes)
      it(`${title}: ${refusedBy}`, () => {
        const told = outcome.violations.filter(({ policyName }) => policyName === refusedBy);
        // Of two that share something, the one that comes second is refused, and the first is named.
        const found = told.find(
          ({ resourceUrn = "", message }) =>
            resourceUrn.endsWith(`::${name}`) || message.includes(`"${name.replace(/\/.*/, "")}"`),
        );
        const level = isProtection && kind === "developer" ? undefined : "mandatory";
        assert.equal(found?.enforcementLevel, level, told.map(({ message }) => message).join("\n"));
      });
  });
