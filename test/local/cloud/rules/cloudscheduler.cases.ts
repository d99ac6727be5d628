import type { Input, Inputs } from "@pulumi/pulumi";
import { type Declare, job, type Program, project, type RuleCase, region, service } from "./kit";

const email = `clock-dev@${project}.iam.gserviceaccount.com`;

const account = (declare: Declare, disabled = false) =>
  declare("serviceaccount/account:Account", "clock", { accountId: "clock-dev", disabled });

const schedule = (declare: Declare, httpTarget: Inputs, more: Inputs = {}, options = {}) =>
  declare("cloudscheduler/job:Job", "nightly", { region, schedule: "0 3 * * *", httpTarget, ...more }, options);

const outside: Inputs = { uri: "https://example.dev/nightly" };

/** A service that is called every night by an account that may invoke it, or may not. */
const called =
  (granted: boolean, token: Inputs = {}): Program =>
  (declare) => {
    const clock = account(declare);
    const audit = declare("cloudrunv2/service:Service", "audit", { ...service(), name: "audit" });
    if (granted)
      declare("cloudrunv2/serviceIamMember:ServiceIamMember", "clock", {
        location: region,
        name: audit.name,
        role: "roles/run.invoker",
        member: clock.member,
      });
    schedule(declare, { uri: audit.uri, oidcToken: { serviceAccountEmail: clock.email, ...token } });
  };

/** A job that is run every night. */
const runNightly =
  (granted: boolean): Program =>
  (declare) => {
    const clock = account(declare);
    const sweep = declare("cloudrunv2/job:Job", "sweep", { ...job(), name: "sweep" });
    if (granted)
      declare("cloudrunv2/jobIamMember:JobIamMember", "clock", {
        location: region,
        name: sweep.name,
        role: "roles/run.jobsExecutor",
        member: clock.member,
      });
    const uri = `https://run.googleapis.com/v2/projects/${project}/locations/${region}/jobs/sweep:run`;
    schedule(
      declare,
      { uri, httpMethod: "POST", oauthToken: { serviceAccountEmail: clock.email } },
      {},
      { dependsOn: sweep },
    );
  };

const publish = (declare: Declare, topicName: Input<string>) =>
  declare("cloudscheduler/job:Job", "midnight", {
    region,
    schedule: "0 0 * * *",
    pubsubTarget: { topicName, data: "e30=" },
  });

const at =
  (schedule: string, timeZone = "Europe/Berlin"): Program =>
  (declare) =>
    declare("cloudscheduler/job:Job", "nightly", { region, schedule, timeZone, httpTarget: outside });

export const cases: RuleCase[] = [
  ...[
    { claim: "a schedule of six fields", broken: at("0 0 3 * * *"), repaired: at("0 3 * * *") },
    { claim: "a schedule in other words", broken: at("every now and then"), repaired: at("every 5 minutes") },
    { claim: "a part that is no day", broken: at("0 3 * * monday"), repaired: at("*/15 3-5,9 1 jan mon-fri") },
    { claim: "a time zone of no place", broken: at("0 3 * * *", "Mars/Olympus"), repaired: at("0 3 * * *") },
  ].map((one) => ({
    rule: "schedule-readable",
    says: /Error 400: Schedule or time zone is invalid\./,
    ...one,
  })),
  {
    rule: "scheduler-account-exists",
    claim: "calls as an account that nobody made",
    broken: (declare) => schedule(declare, { ...outside, oidcToken: { serviceAccountEmail: email } }),
    says: /Error 403: The principal \(user or service account\) lacks IAM permission "iam\.serviceAccounts\.actAs" for the resource "clock-dev@.*" \(or the resource may not exist\)\./,
    repaired: (declare) =>
      schedule(declare, { ...outside, oidcToken: { serviceAccountEmail: account(declare).email } }),
  },
  {
    rule: "scheduler-call-answered",
    claim: "calls of a service that the account may not invoke",
    broken: called(false),
    says: /its calls of https:\/\/audit-.* are refused: clock-dev@.* may not invoke .*\/services\/audit; grant it roles\/run\.invoker/,
    repaired: called(true),
  },
  {
    rule: "scheduler-call-answered",
    claim: "calls as an account that is switched off",
    broken: (declare) =>
      schedule(declare, { ...outside, oidcToken: { serviceAccountEmail: account(declare, true).email } }),
    says: /its calls of https:\/\/example\.dev\/nightly are refused: clock-dev@.* has been disabled/,
    repaired: (declare) =>
      schedule(declare, { ...outside, oidcToken: { serviceAccountEmail: account(declare).email } }),
  },
  {
    rule: "scheduler-call-answered",
    claim: "calls with a token for somebody else",
    broken: called(true, { audience: "https://elsewhere.example" }),
    says: /are refused: its token is for https:\/\/elsewhere\.example, and .*\/services\/audit takes tokens for its own addresses/,
    repaired: called(true),
  },
  {
    rule: "scheduler-call-answered",
    claim: "runs of a job that the account may not run",
    broken: runNightly(false),
    says: /are refused: clock-dev@.* may not run projects\/.*\/jobs\/sweep; grant it roles\/run\.invoker/,
    repaired: runNightly(true),
  },
  {
    rule: "region-exists",
    claim: "a scheduler's job in a region that nobody has",
    broken: (declare) => schedule(declare, outside, { region: "europe-west99" }),
    says: /Error 403: The principal .* lacks IAM permission "cloudscheduler\.jobs\.create" for the resource "projects\/flotilla-dev\/locations\/europe-west99"/,
    repaired: (declare) => schedule(declare, outside),
  },
  {
    rule: "scheduler-topic-exists",
    claim: "publishes to a topic that nobody made",
    broken: (declare) => publish(declare, `projects/${project}/topics/events`),
    says: /it publishes nothing: its topic projects\/flotilla-dev\/topics\/events does not exist/,
    repaired: (declare) => publish(declare, declare("pubsub/topic:Topic", "events", { name: "events" }).id),
  },
  {
    rule: "scheduler-topic-exists",
    claim: "publishes to a topic of another project",
    broken: (declare) => publish(declare, "projects/registry-prod/topics/events"),
    says: /it publishes nothing: projects\/registry-prod\/topics\/events is a topic of another project/,
    repaired: (declare) => publish(declare, declare("pubsub/topic:Topic", "events", { name: "events" }).id),
  },
];
