import * as gcp from "@pulumi/gcp";
import * as pulumi from "@pulumi/pulumi";
import type { Region } from "../../contract";
import { Component } from "../component";
import type { Environment } from "../environment";
import { bind } from "../iam/capability";
import { Identity } from "../iam/identity";
import { nameMistakes, stableName } from "../naming";
import { checksInto, type Mistake, refuse } from "../refuse";
import { toSeconds } from "../units";
import { type Absence, createAbsenceAlarm, inWords, longestWindow } from "../watch/absence";
import { longestGap } from "./gaps";
import { Job, jobName, longestRun } from "./job";
import {
  type Call,
  createSchedule,
  schedulerName,
  type Timing,
  type Tries,
  timingMistakes,
  triesMistakes,
} from "./schedule";
import { calleeOf, Service } from "./service";

interface Common extends Timing, Tries {
  /** Where it stands, and who is told when it does not succeed. */
  environment: Environment;
}

/** Runs a job, whose own retries and timeout say how it is tried: `retries` are those of starting it. */
interface RunsJob extends Common {
  /** What is run. */
  runs: Job;
  calls?: never;
  path?: never;
  region?: never;
}

/** Calls a service. */
interface CallsService extends Common {
  /** What is called, with a POST and a body of `{}`. It may be called twice, so twice must do no harm. */
  calls: Service<"internal">;
  /** Path of the request. @default "/" */
  path?: `/${string}`;
  /** Where it is called; another region is a change in place. @default the first where it serves */
  region?: Region;
  runs?: never;
}

export type CronArgs = RunsJob | CallsService;

/** What the alarm waits for beyond the schedule and the work: starting, trying again, and a metric to arrive. */
const slack = 15 * 60;

/**
 * Runs a job, or calls a service, by the clock, as an account that may do that and nothing else. The environment's people
 * (`alerts`) are told when it has not succeeded for longer than its schedule leaves between two runs.
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
    const { environment } = args;
    const identity = new Identity(name, environment, "cron", { parent: this });
    const { member, account, accountId } = identity;
    const principal = { name, component: this, accountId, member, email: account.email };
    if (args.runs) {
      bind(principal, [args.runs.run()]);
      createSchedule(this, environment, name, args, runCall(args), identity, [args.runs.nodes.job], args);
    } else {
      const region = args.region ?? calleeOf(args.calls).serving[0];
      const [address] = Object.values(bind(principal, [args.calls.call()]).variables(region)) as [pulumi.Input<string>];
      const uri = pulumi.interpolate`${address}${args.path ?? "/"}`;
      const call = { httpMethod: "POST", uri, audience: address } as const;
      const service = args.calls.nodes.services.get(region);
      createSchedule(this, environment, name, args, call, identity, service ? [service] : [], args);
    }
    if (environment.channels.length > 0) this.#watch(name, args);
    this.registerOutputs({});
  }

  #watch(name: string, args: CronArgs): void {
    const { environment } = args;
    const window = windowOf(args);
    const absence = args.runs ? ofRuns(environment, args.runs) : ofCalls(environment, name);
    const dependsOn = args.runs ? [] : [createCallMetric(this, environment, name)];
    createAbsenceAlarm(this, environment, name, { ...absence, what: "succeeded", window }, dependsOn);
  }
}

function runCall({ environment, runs }: RunsJob): Call {
  const { project, home } = environment;
  const path = `projects/${project}/locations/${home}/jobs/${jobName(environment, runs.name)}`;
  return { httpMethod: "POST", uri: `https://run.googleapis.com/v2/${path}:run` };
}

/** Cloud Run counts how the executions of a job end (cloud.google.com/monitoring/api/metrics_gcp_p_z#gcp-run). */
function ofRuns(environment: Environment, job: Job): Pick<Absence, "series" | "remedy"> {
  const { project, home } = environment;
  const name = jobName(environment, job.name);
  const chosen = `monitored_resource="cloud_run_job",location="${home}",job_name="${name}",result="succeeded"`;
  const where = `--project ${project} --region ${home}`;
  return {
    series: `run_googleapis_com:job_completed_execution_count{${chosen}}`,
    remedy:
      `See how it ended: \`gcloud run jobs executions list --job ${name} ${where}\`. Where nothing was started, see whether the ` +
      `scheduler may: \`gcloud scheduler jobs list --project ${project} --location ${home}\`. ` +
      `Run it by hand: \`gcloud run jobs execute ${name} ${where}\`.`,
  };
}

const metricName = (environment: Environment, name: string) =>
  stableName("gcp:logging/metric:Metric", environment.slug, "cron", name);

function ofCalls(environment: Environment, name: string): Pick<Absence, "series" | "remedy"> {
  const { project, home } = environment;
  const where = `--project ${project} --location ${home}`;
  return {
    series: `logging_googleapis_com:user_${metricName(environment, name)}{monitored_resource="cloud_scheduler_job"}`,
    remedy:
      `See how its calls ended: \`gcloud logging read 'resource.type="cloud_scheduler_job" ` +
      `resource.labels.job_id="${schedulerName(environment, name)}"' --project ${project}\`. ` +
      `Call by hand: \`gcloud scheduler jobs run ${schedulerName(environment, name)} ${where}\`.`,
  };
}

/** Cloud Scheduler has no metric of its own; its log tells how each try ended. */
function createCallMetric(
  parent: pulumi.ComponentResource,
  environment: Environment,
  name: string,
): gcp.logging.Metric {
  const { project, home, foundation } = environment;
  const filter = [
    'resource.type="cloud_scheduler_job"',
    `resource.labels.location="${home}"`,
    `resource.labels.job_id="${schedulerName(environment, name)}"`,
    'jsonPayload."@type"="type.googleapis.com/google.cloud.scheduler.logging.AttemptFinished"',
    "severity<ERROR",
  ].join(" AND ");
  return new gcp.logging.Metric(
    `${name}/succeeded`,
    {
      project,
      name: metricName(environment, name),
      description: `Calls of ${name} that were answered well`,
      filter,
      metricDescriptor: { metricKind: "DELTA", valueType: "INT64" },
    },
    { parent, dependsOn: [foundation.api("logging.googleapis.com")] },
  );
}

/** Seconds in which it has to succeed once. */
function windowOf(args: CronArgs): number {
  const gap = longestGap(args.schedule, args.timeZone ?? "Etc/UTC") ?? 0;
  const { retries = 3, deadline = "3m" } = args;
  const work = args.runs ? longestRun(args.runs) : (retries + 1) * toSeconds(deadline);
  return Math.ceil((gap + work + slack) / 60) * 60;
}

function cronMistakes(name: string, args: CronArgs): Mistake[] {
  const { environment, runs, calls } = args;
  const mistakes = [
    ...nameMistakes(name),
    ...timingMistakes("", args),
    ...triesMistakes(args),
    ...targetMistakes(args),
  ];
  const check = checksInto(mistakes);
  check(
    environment.channels.length > 0 || !environment.defaults.watched,
    "environment",
    `has nobody who is told when ${name} does not succeed: give the environment its alerts`,
  );
  if (mistakes.length > 0 || !(runs ?? calls)) return mistakes;
  const window = windowOf(args);
  check(
    environment.channels.length === 0 || window <= longestWindow,
    "schedule",
    `${JSON.stringify(args.schedule)} leaves ${inWords(window)} between two runs, and Monitoring sees that none came for ` +
      `${inWords(longestWindow)} at most; run it more often`,
  );
  return mistakes;
}

function targetMistakes({ runs, calls, path = "/", region }: CronArgs): Mistake[] {
  const mistakes: Mistake[] = [];
  const check = checksInto(mistakes);
  check((runs === undefined) !== (calls === undefined), "runs", "give either the job that it runs, or what it calls");
  check(runs === undefined || runs instanceof Job, "runs", "is not a Job; give the job itself");
  if (calls === undefined) return mistakes;
  check(/^\/[A-Za-z0-9._~/-]*$/.test(path), "path", `${JSON.stringify(path)} is not a path such as /nightly`);
  if (!(calls instanceof Service))
    return [...mistakes, { propertyPath: "calls", reason: "is not a Service; give it itself" }];
  const callee = calleeOf(calls);
  const called = JSON.stringify(callee.name);
  check(callee.exposure === "internal", "calls", `${called} is not internal; call one that asks IAM who calls`);
  check(
    region === undefined || callee.serving.includes(region),
    "region",
    `${JSON.stringify(region)} is not among the regions where ${called} serves: ${callee.serving.join(", ")}`,
  );
  return mistakes;
}
