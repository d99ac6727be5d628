import * as gcp from "@pulumi/gcp";
import type * as pulumi from "@pulumi/pulumi";
import type { Component } from "../component";
import type { Environment } from "../environment";
import { Identity } from "../iam/identity";
import { checksInto, type Mistake, refuse } from "../refuse";
import { type Account, Caller, type CallerCan, callerMistakes } from "./caller";
import { GitHub } from "./github";

interface Common {
  environment: Environment;
  /** The repository that it is in. */
  github: GitHub;
  /** Its file under `.github/workflows/`. */
  file: `${string}.yml` | `${string}.yaml`;
  /**
   * The GitHub environment that the job must be in, which is where approval is asked for and branches are limited.
   * @default none: a job that is in one is not let in
   */
  githubEnvironment?: string;
  /** What it may do: all that it is granted here. */
  can: CallerCan;
}

/** Runs of a branch, as it is there. */
interface OfBranch extends Common {
  branch: string;
  pullRequests?: never;
}

/** Runs for pull requests, from branches of the repository itself: their code was approved by nobody. */
interface OfPullRequests extends Common {
  /** In developer environments alone. */
  pullRequests: true;
  branch?: never;
}

export type WorkflowArgs = OfBranch | OfPullRequests;

/**
 * A workflow on GitHub that may do something here, without a key: its jobs show GitHub's token, and act as an account of
 * their own for as long as they run.
 *
 * ```ts
 * new Workflow("smoke", { environment, github, file: "smoke.yml", branch: "main", can: [check.run()] });
 * ```
 * @throws {pulumi.InputPropertiesError} naming every mistake in the arguments
 */
export class Workflow extends Caller {
  constructor(name: string, args: WorkflowArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse("Workflow", name, workflowMistakes(name, args));
    const said = { caller: "workflow" as const, provider: args.github.provider };
    super("Workflow", name, args, (caller) => createAccount(caller, name, args), said, opts);
  }
}

/** An account that the jobs, and nobody else, may act as. */
function createAccount(caller: Component, name: string, args: WorkflowArgs): Account {
  const { environment, github } = args;
  const { account, accountId, member } = new Identity(name, environment, "ci", { parent: caller });
  new gcp.serviceaccount.IAMMember(
    `${name}/act-as/${name}`,
    { serviceAccountId: account.name, role: "roles/iam.workloadIdentityUser", member: github.jobs(toldOf(args)) },
    { parent: caller, hooks: environment.propagation },
  );
  return { accountId, member, email: account.email };
}

/** What a job's token tells of it: see `github.ts`. */
function toldOf({ file, branch, githubEnvironment }: WorkflowArgs): string {
  const from = branch === undefined ? "pull_request" : `refs/heads/${branch}`;
  return `${file}@${from}${githubEnvironment === undefined ? "" : `:${githubEnvironment}`}`;
}

/** Parts of a member's name in IAM, so without what a URL writes otherwise; and one branch, where a pattern would be a name. */
const branchPattern = /^[A-Za-z0-9._-]+(\/[A-Za-z0-9._-]+)*$/;
const filePattern = /^[A-Za-z0-9._-]+\.ya?ml$/;
const environmentPattern = /^[A-Za-z0-9._-]+$/;

function workflowMistakes(name: string, args: WorkflowArgs): Mistake[] {
  const { environment, github, file, branch, pullRequests, githubEnvironment, can } = args;
  const mistakes = callerMistakes(name, can, "workflow");
  const check = checksInto(mistakes);
  check(github instanceof GitHub, "github", "is not a GitHub; give the repository that the workflow is in");
  check(
    filePattern.test(file),
    "file",
    `${JSON.stringify(file)} is not a file under .github/workflows/, such as deploy.yml`,
  );
  check(
    githubEnvironment === undefined || environmentPattern.test(githubEnvironment),
    "githubEnvironment",
    `${JSON.stringify(githubEnvironment)} is not of letters, digits, dots, dashes and _, as a name in IAM has them`,
  );
  check((branch === undefined) === (pullRequests === true), "branch", "give a branch, or pullRequests: true");
  check(
    branch === undefined || branchPattern.test(branch),
    "branch",
    `${JSON.stringify(branch)} is not the name of one branch, of letters, digits, dots, dashes, _ and /`,
  );
  check(
    pullRequests !== true || environment.kind === "developer",
    "pullRequests",
    "runs code that nobody has approved; outside developer environments name a branch",
  );
  return mistakes;
}
