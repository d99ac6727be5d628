import { type CaseResource, stackCases } from "../cases";
import { Unknown, type Value } from "../values";
import policy from "./calls-as-own-account";

const cron = "cron-nightly@example.iam.gserviceaccount.com";
const notifier = "run-notifier@example.iam.gserviceaccount.com";
const uri = "https://notifier-123456789012.europe-west1.run.app/tick";

const schedule = (serviceAccountEmail: Value, madeFrom: string[] = []): CaseResource => ({
  type: "gcp:cloudscheduler/job:Job",
  name: "nightly",
  props: { httpTarget: { uri, oidcToken: { serviceAccountEmail } } },
  madeFrom: { httpTarget: madeFrom },
});

const service = (serviceAccount: Value, madeFrom: string[] = []): CaseResource => ({
  type: "gcp:cloudrunv2/service:Service",
  name: "notifier",
  props: { template: { serviceAccount } },
  madeFrom: { template: madeFrom },
});

const account: CaseResource = { type: "gcp:serviceaccount/account:Account", name: "run", props: { email: Unknown } };
const at = ["httpTarget.oidcToken.serviceAccountEmail"];

export default stackCases(policy, {
  passing: [
    { title: "calls as an account of its own", stack: [schedule(cron), service(notifier)] },
    {
      title: "calls an API of Google as an account of its own",
      stack: [
        {
          type: "gcp:cloudscheduler/job:Job",
          props: {
            httpTarget: {
              uri: "https://sqladmin.googleapis.com/v1/projects/example/instances/catalog",
              oauthToken: { serviceAccountEmail: cron },
            },
          },
        },
      ],
    },
    {
      title: "publishes by the clock",
      stack: [
        { type: "gcp:cloudscheduler/job:Job", props: { pubsubTarget: { topicName: "projects/example/topics/tick" } } },
      ],
    },
    {
      title: "lets each task say who it is",
      stack: [{ type: "gcp:cloudtasks/queue:Queue", props: { location: "europe-west1" } }],
    },
  ],
  failing: [
    {
      title: "calls without a token",
      stack: [{ type: "gcp:cloudscheduler/job:Job", props: { httpTarget: { uri } } }],
      at,
    },
    { title: "calls as the account of a service", stack: [schedule(notifier), service(notifier)], at },
    {
      title: "calls as the account of a service, made in this run",
      stack: [account, schedule(Unknown, ["run"]), service(Unknown, ["run"])],
      at,
    },
    {
      title: "is a queue that calls as the account of a service",
      stack: [
        service(notifier),
        {
          type: "gcp:cloudtasks/queue:Queue",
          name: "queue",
          props: {
            httpTarget: { uriOverride: { host: "notifier.example.dev" }, oidcToken: { serviceAccountEmail: notifier } },
          },
        },
      ],
      at,
    },
    {
      title: "is a workflow that runs as a service does",
      stack: [
        service(notifier),
        { type: "gcp:workflows/workflow:Workflow", name: "flow", props: { serviceAccount: notifier } },
      ],
      at: ["serviceAccount"],
    },
    {
      title: "is a pipeline of events that calls without a token",
      stack: [
        {
          type: "gcp:eventarc/pipeline:Pipeline",
          name: "pipeline",
          props: { destinations: [{ httpEndpoint: { uri } }] },
        },
      ],
      at: ["destinations[0].authenticationConfig.googleOidc.serviceAccount"],
    },
    {
      title: "is a build that runs as a service does",
      stack: [
        service(notifier),
        {
          type: "gcp:cloudbuild/trigger:Trigger",
          name: "build",
          props: { serviceAccount: `projects/example/serviceAccounts/${notifier}` },
        },
      ],
      at: ["serviceAccount"],
    },
    {
      title: "is a trigger that calls a service as itself",
      stack: [
        service(notifier),
        {
          type: "gcp:eventarc/trigger:Trigger",
          name: "trigger",
          props: { serviceAccount: notifier, destination: { cloudRunService: { service: "notifier" } } },
        },
      ],
      at: ["serviceAccount"],
    },
  ],
  unknown: [
    { title: "takes the account from outside the stack", stack: [schedule(Unknown)] },
    { title: "calls beside a service whose account is not known yet", stack: [schedule(cron), service(Unknown)] },
  ],
  notApplicable: [{ title: "is a topic", stack: [{ type: "gcp:pubsub/topic:Topic", props: {} }] }],
});
