import type * as pulumi from "@pulumi/pulumi";
import { Component } from "../component";
import type { Environment } from "../environment";
import { bind } from "../iam/capability";
import { Identity } from "../iam/identity";
import { nameMistakes } from "../naming";
import { type Mistake, refuse } from "../refuse";
import { Job, jobName } from "./job";
import { createSchedule, type Timing, timingMistakes } from "./schedule";

export interface CronArgs extends Timing {
  /** Where it stands. */
  environment: Environment;
  /** What is run. */
  runs: Job;
}

/**
 * Runs a job by the clock, as an account that may run that job and nothing else.
 *
 * ```ts
 * new Cron("nightly", { environment, schedule: "0 3 * * *", timeZone: "Europe/Brussels", runs: cleanUp });
 * ```
 * @throws {pulumi.InputPropertiesError} naming every mistake in the arguments
 */
export class Cron extends Component {
  constructor(name: string, args: CronArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse("Cron", name, cronMistakes(name, args));
    super("run:Cron", name, args.environment, opts);
    const { environment, runs } = args;
    const identity = new Identity(name, environment, "cron", { parent: this });
    const { member, account, accountId } = identity;
    bind({ name, component: this, accountId, member, email: account.email }, [runs.run()]);
    const { project, home } = environment;
    const path = `projects/${project}/locations/${home}/jobs/${jobName(environment, runs.name)}`;
    const call = { httpMethod: "POST", uri: `https://run.googleapis.com/v2/${path}:run` } as const;
    createSchedule(this, environment, name, args, call, identity, [runs.nodes.job]);
    this.registerOutputs({});
  }
}

function cronMistakes(name: string, args: CronArgs): Mistake[] {
  const mistakes = [...nameMistakes(name), ...timingMistakes("", args)];
  if (!(args.runs instanceof Job)) mistakes.push({ propertyPath: "runs", reason: "is not a Job; give the job itself" });
  return mistakes;
}
