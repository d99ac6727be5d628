import { createHash } from "node:crypto";
import * as gcp from "@pulumi/gcp";
import * as pulumi from "@pulumi/pulumi";
import { Component } from "../component";
import type { Environment } from "../environment";
import { bindingMistakes, type Capability, capability, type Delivery } from "../iam/capability";
import { nameMistakes, stableName } from "../naming";
import { checksInto, isCount, type Mistake, refuse } from "../refuse";
import { fixedMistakes, ownAccountMistakes, type Transforms, transformed } from "../transform";
import { type Duration, durationMistakes, toSeconds } from "../units";
import { budgetMistakes, takeInstances } from "./budget";
import { type ContainerArgs, containerMistakes, containerOf } from "./container";
import { type EgressArgs, egressMistakes, networkOf } from "./egress";
import { folderMistakes } from "./folders";
import { type ScratchArgs, scratchMistakes } from "./scratch";
import type { WholeSize } from "./size";
import { admittedIn, createWorkload, surroundingsOf, volumesOf } from "./workload";

/** What a job takes: no container beside its own, since an execution ends when all its containers have. */
export type JobDelivery = Exclude<Delivery, "sidecars">;

export interface JobArgs extends ContainerArgs, WholeSize, EgressArgs, ScratchArgs {
  /** Where it stands, and what decides its protection. It runs in the home region, where the data is. */
  environment: Environment;
  /** All that the job may do; also the only source of addresses, secrets and keys. @default nothing */
  can?: readonly Capability<JobDelivery>[];
  /**
   * When it is run. `"on-change"`: whenever it is made or anything of it changes, and an `up` waits until it has succeeded,
   * so that what depends on the job finds its work done. `"on-demand"`: by a `Cron`, or by hand. @default "on-demand"
   */
  runs?: "on-change" | "on-demand";
  /** Longest time that a try may take, at most 24 hours. @default "10m" */
  timeout?: Duration;
  /** How often a failed try is repeated, 0 to 10. @default 3 */
  retries?: number;
  /** Last resort, listed in review: changes the job's arguments, but not what others were told of it. */
  transform?: Transforms<{ job: Omit<gcp.cloudrunv2.JobArgs, FixedArgument> }>;
}

const fixedArguments = ["name", "project", "location"] as const;
type FixedArgument = (typeof fixedArguments)[number];

/** A job is one task, whose instance takes addresses as a service's does. */
const instances = 1;

/** Cloud Run joins a job's name and an execution's token with a dash, in fewer than 63 characters (job.d.ts). */
const tokenLength = 12;

let longestRun!: (job: Job) => number;

/**
 * Work that ends: a migration, a nightly clean-up. It has an account of its own that may do what its `can` list says and
 * nothing else, as a service has.
 *
 * ```ts
 * const migrate = new Job("migrate", { environment, image, runs: "on-change", can: [catalog.connect("owner")] });
 * ```
 * @throws {pulumi.InputPropertiesError} naming every mistake in the arguments
 */
export class Job extends Component {
  /** As given. */
  readonly name: string;
  readonly #environment: Environment;
  readonly #job: gcp.cloudrunv2.Job;
  readonly #longestRun: number;

  constructor(name: string, args: JobArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse("Job", name, jobMistakes(name, args));
    super("run:Job", name, args.environment, opts);
    const { environment, can = [], runs = "on-demand" } = args;
    const { foundation, home, project } = environment;
    takeInstances(environment, `job ${name}`, instances, [home]);
    const workload = createWorkload(this, name, "job", environment, can);
    const template = {
      serviceAccount: workload.identity.account.email,
      executionEnvironment: "EXECUTION_ENVIRONMENT_GEN2",
      timeout: `${toSeconds(args.timeout ?? "10m")}s`,
      maxRetries: args.retries ?? 3,
      vpcAccess: networkOf(workload, home, args),
      ...volumesOf(workload, args),
      containers: [{ ...containerOf(args), ...surroundingsOf(workload, args, home) }],
    };
    this.name = name;
    this.#environment = environment;
    this.#longestRun = toSeconds(args.timeout ?? "10m") * ((args.retries ?? 3) + 1);
    this.#job = new gcp.cloudrunv2.Job(
      `${name}/${home}`,
      transformed<gcp.cloudrunv2.JobArgs>(
        {
          name: jobName(environment, name),
          project,
          location: home,
          deletionProtection: environment.deletionProtection,
          ...admittedIn(environment),
          ...(runs === "on-change" && { runExecutionToken: executionToken([template, args.transform?.job]) }),
          template: { taskCount: 1, template },
        },
        args.transform?.job,
      ),
      {
        parent: this,
        dependsOn: [foundation.api("run.googleapis.com"), ...workload.binding.before],
        hooks: environment.propagation,
      },
    );
    this.registerTransforms(args.transform);
  }

  /** Grants `roles/run.invoker` on this job alone, and gives `<NAME>_JOB`, its name for the Cloud Run API. */
  run(): Capability<"grant" | "variables"> {
    const { project, home } = this.#environment;
    const name = jobName(this.#environment, this.name);
    return capability({
      verb: "run",
      kind: "job",
      owner: this.name,
      variables: ["JOB"],
      grant: (principal) => ({
        variables: { JOB: () => `projects/${project}/locations/${home}/jobs/${name}` },
        beside: [
          new gcp.cloudrunv2.JobIamMember(
            `${principal.name}/run/${this.name}/${home}`,
            { project, location: home, name, role: "roles/run.invoker", member: principal.member },
            {
              parent: principal.component,
              provider: this.#environment.gcp,
              dependsOn: this.#job,
              hooks: this.#environment.propagation,
            },
          ),
        ],
      }),
    });
  }

  /** The main children, for `dependsOn`: whoever waits for a job that runs on change waits for its work. */
  get nodes(): { job: pulumi.Resource } {
    return { job: this.#job };
  }

  static {
    longestRun = (job) => job.#longestRun;
  }
}

/** Seconds that an execution may take, with all its tries. */
export { longestRun };

/** Cloud Run's name for a job. */
export function jobName(environment: Environment, name: string): string {
  return stableName("gcp:cloudrunv2/job:Job", environment.slug, name);
}

/** Another token for another job: what it is made of decides, so that a run without changes runs nothing. */
export function executionToken(content: object): pulumi.Output<string> {
  return pulumi
    .output<object>(content)
    .apply((known) => createHash("sha256").update(JSON.stringify(known)).digest("hex").slice(0, tokenLength));
}

function jobMistakes(name: string, args: JobArgs): Mistake[] {
  const { environment, timeout = "10m", retries = 3, runs = "on-demand", variables = {}, can = [] } = args;
  const mistakes = [
    ...nameMistakes(name),
    ...containerMistakes(args, environment),
    ...egressMistakes(args),
    ...scratchMistakes(args),
  ];
  const check = checksInto(mistakes);
  check(
    runs === "on-change" || runs === "on-demand",
    "runs",
    `${JSON.stringify(runs)} is neither "on-change" nor "on-demand"`,
  );
  mistakes.push(...durationMistakes("timeout", timeout, "1s", "24h"));
  check(isCount(retries, 0, 10), "retries", `${retries} is not between 0 and 10`);
  const { job, job: { template } = {} } = (args.transform ?? {}) as { job?: { template?: { template?: object } } };
  mistakes.push(...fixedMistakes("transform.job", job, fixedArguments));
  mistakes.push(...ownAccountMistakes("transform.job.template.template", template?.template, "job"));
  return [
    ...mistakes,
    ...budgetMistakes(environment, "environment.instanceBudget", instances, [environment.home]),
    ...bindingMistakes(variables, can, "job"),
    ...folderMistakes(args),
  ];
}
