import { type CaseResource, stackCases } from "../cases";
import { type Props, Unknown, type Value } from "../values";
import policy from "./no-walk-around";

const registry = "run-registry@example.iam.gserviceaccount.com";
const region = "europe-west1";
const address = "https://iam-123456789012.europe-west1.run.app";
const older = "https://iam-0a1b2c3d4e-ew.a.run.app";

/** What is called. */
const iam = (more: Props = {}, name = "iam"): CaseResource => ({
  type: "gcp:cloudrunv2/service:Service",
  name,
  props: { name: "iam", project: "example", location: region, template: {}, ...more },
});

/** What calls, with an address in a variable. */
const caller = (
  value: Value,
  more: { variable?: string; account?: Value; madeFrom?: string[] } = {},
): CaseResource => ({
  type: "gcp:cloudrunv2/service:Service",
  name: "registry",
  props: {
    name: "registry",
    project: "example",
    location: region,
    template: {
      serviceAccount: more.account ?? registry,
      containers: [{ envs: [{ name: more.variable ?? "IAM_URL", value }] }],
    },
  },
  madeFrom: { template: more.madeFrom ?? [] },
});

const grant = (more: Props = {}, madeFrom: Record<string, string[]> = {}): CaseResource => ({
  type: "gcp:cloudrunv2/serviceIamMember:ServiceIamMember",
  name: "call",
  props: {
    project: "example",
    location: region,
    name: "iam",
    role: "roles/run.invoker",
    member: `serviceAccount:${registry}`,
    ...more,
  },
  madeFrom,
});

const onProject = (role: Value, madeFrom: Record<string, string[]> = {}): CaseResource => ({
  type: "gcp:projects/iAMMember:IAMMember",
  name: "project",
  props: { project: "example", role, member: `serviceAccount:${registry}` },
  madeFrom,
});

const several = { location: "global", multiRegionSettings: { regions: [region, "us-east4"] } };
const made = { urls: [address, older], uri: older };
const other: CaseResource = {
  ...iam({ name: "push", urls: [address.replace("iam", "push")] }),
  name: "push",
};
const newAccount: CaseResource = {
  type: "gcp:serviceaccount/account:Account",
  name: "account",
  props: { email: Unknown },
};
const role = (permissions: string[]): CaseResource => ({
  type: "gcp:projects/iAMCustomRole:IAMCustomRole",
  name: "role",
  props: { name: "projects/example/roles/caller", permissions },
});

const schedule = (uri: string, serviceAccountEmail: string): CaseResource => ({
  type: "gcp:cloudscheduler/job:Job",
  name: "schedule",
  props: { httpTarget: { uri, oidcToken: { serviceAccountEmail } } },
});

const secretWith = (secretData: Value, secret: Value = "projects/example/secrets/config"): CaseResource => ({
  type: "gcp:secretmanager/secretVersion:SecretVersion",
  name: "config",
  props: { secret, secretData },
});
const readsSecret = (secret: Value): CaseResource => ({
  ...caller(""),
  props: {
    ...caller("").props,
    template: {
      serviceAccount: registry,
      containers: [{ envs: [{ name: "CONFIG", valueSource: { secretKeyRef: { secret, version: "1" } } }] }],
    },
  },
});
const mountsSecret = (): CaseResource => ({
  ...caller(""),
  props: {
    ...caller("").props,
    template: {
      serviceAccount: registry,
      volumes: [{ name: "config", secret: { secret: "projects/example/secrets/config" } }],
    },
  },
});

const at = ["template.containers[0].envs[0].value"];

export default stackCases(policy, {
  passing: [
    { title: "calls with a grant", stack: [iam(), caller(address), grant()] },
    { title: "calls a service of several regions with a grant there", stack: [iam(several), caller(address), grant()] },
    {
      title: "calls a service of several regions with a grant on all of it",
      stack: [iam(several), caller(address), grant({ location: "global" })],
    },
    {
      title: "has the address of a service in a region that it is not in, and so somebody else's",
      stack: [iam({ ...several, multiRegionSettings: { regions: ["us-east4"] } }), caller(address)],
    },
    { title: "calls by the older address with a grant", stack: [iam(made), caller(older), grant()] },
    {
      title: "calls with a grant, when all is yet to be made",
      stack: [
        newAccount,
        iam({ uri: Unknown, urls: Unknown }),
        caller(address, { account: Unknown, madeFrom: ["account"] }),
        grant({ member: Unknown }, { member: ["account"] }),
      ],
    },
    {
      title: "calls with a right in the whole project",
      stack: [iam(), caller(address), onProject("roles/run.invoker")],
    },
    {
      title: "calls with a role of the stack's own",
      stack: [role(["run.routes.invoke"]), iam(), caller(address), grant({ role: "projects/example/roles/caller" })],
    },
    {
      title: "calls a service of another stack, whose owner grants it",
      stack: [iam(), caller("https://billing-987654321098.us-east4.run.app/v1")],
    },
    {
      title: "calls a service of another project that is called as one of the stack",
      stack: [iam(made), other, caller("https://iam-987654321098.europe-west1.run.app")],
    },
    { title: "calls a service that asks nobody", stack: [iam({ invokerIamDisabled: true }), caller(address)] },
    { title: "calls a service that lets everyone in", stack: [iam(), caller(address), grant({ member: "allUsers" })] },
    {
      title: "is given an address by a secret, with a grant",
      stack: [iam(), readsSecret("config"), secretWith(`IAM_URL=${address}`), grant()],
    },
    {
      title: "reads another secret than the one with the address",
      stack: [iam(), readsSecret("salt"), secretWith(`IAM_URL=${address}`)],
    },
    { title: "has a long text that only looks like base64", stack: [iam(), caller("abcdefghijklmnopqrstuvwxyz0123")] },
    { title: "knows its own address", stack: [iam(), caller("https://registry-123456789012.europe-west1.run.app")] },
    { title: "has other addresses", stack: [iam(), caller("https://registry.example.dev, http://run.app")] },
    {
      title: "is called by the clock with a grant",
      stack: [iam(), schedule(`${address}/tick`, registry), grant()],
    },
  ],
  failing: [
    { title: "is given an address without a grant", stack: [iam(), caller(address)], at },
    { title: "is given an address that exists, without a grant", stack: [iam(made), caller(older)], at },
    {
      title: "is given the address of a revision's tag",
      stack: [iam(made), caller(older.replace("iam-", "canary---iam-"))],
      at,
    },
    {
      title: "is given the address that a service will have",
      stack: [iam({ uri: Unknown }), caller(Unknown, { madeFrom: ["iam"] })],
      at,
    },
    { title: "is given an address by a data source", stack: [iam({ uri: older }), caller(older)], at },
    {
      title: "is given an address in a form that the service tells nothing of",
      stack: [iam({ uri: older }), caller(address)],
      at,
    },
    {
      title: "holds a role in the whole project of which nobody sees what it is for",
      stack: [iam(), caller(address), onProject("projects/example/roles/observe")],
      at,
    },
    {
      title: "has the grant on a service of several regions in another of them",
      stack: [iam(several), caller(address), grant({ location: "us-east4" })],
      at,
    },
    { title: "has the grant in another region", stack: [iam(), caller(address), grant({ location: "us-east4" })], at },
    {
      title: "has a grant that somebody else holds",
      stack: [iam(), caller(address), grant({ member: "serviceAccount:run-push@example.iam.gserviceaccount.com" })],
      at,
    },
    { title: "may look, and not call", stack: [iam(), caller(address), grant({ role: "roles/run.viewer" })], at },
    {
      title: "has a role of the stack's own that is for something else",
      stack: [role(["cloudtrace.traces.patch"]), iam(), caller(address), onProject("projects/example/roles/caller")],
      at,
    },
    {
      title: "has an address in a configuration of its own",
      stack: [iam(), caller(JSON.stringify({ iam: { url: address }, log: "info" }), { variable: "CONFIG" })],
      at,
    },
    {
      title: "has an address in a configuration in base64",
      stack: [iam(), caller(btoa(JSON.stringify({ url: address })), { variable: "CONFIG" })],
      at,
    },
    {
      title: "has an address in the query of another",
      stack: [iam(), caller(`https://registry.example.dev/login?from=${encodeURIComponent(address)}`)],
      at,
    },
    {
      title: "fills the region in by itself",
      stack: [iam(made), caller(address.replace(region, "{region}"), { variable: "IAM_TEMPLATE" })],
      at,
    },
    {
      title: "is given an address by a secret",
      stack: [iam(), readsSecret("config"), secretWith(`IAM_URL=${address}`)],
      at: ["template.containers[0].envs[0].valueSource.secretKeyRef.secret"],
    },
    {
      title: "mounts a secret with an address in it",
      stack: [iam(), mountsSecret(), secretWith(JSON.stringify({ iam: address }))],
      at: ["template.volumes[0].secret.secret"],
    },
    {
      title: "is called by a build's last step, without the right",
      stack: [
        iam(),
        {
          type: "gcp:cloudbuild/trigger:Trigger",
          name: "build",
          props: {
            serviceAccount: "projects/example/serviceAccounts/build@example.iam.gserviceaccount.com",
            build: { steps: [{ name: "curl", args: ["-f", `${address}/healthz`] }] },
          },
        },
      ],
      at: ["build.steps[0].args[1]"],
    },
    {
      title: "is called by a pipeline of events without the right",
      stack: [
        iam(),
        {
          type: "gcp:eventarc/pipeline:Pipeline",
          name: "pipeline",
          props: {
            destinations: [
              {
                httpEndpoint: { uri: `${address}/events` },
                authenticationConfig: { googleOidc: { serviceAccount: registry } },
              },
            ],
          },
        },
      ],
      at: ["destinations[0].httpEndpoint.uri"],
    },
    {
      title: "has an address on its command line",
      stack: [
        iam(),
        {
          type: "gcp:cloudrunv2/job:Job",
          name: "migrate",
          props: { template: { template: { serviceAccount: registry, containers: [{ args: [`--iam=${address}`] }] } } },
        },
      ],
      at: ["template.template.containers[0].args[0]"],
    },
    {
      title: "is pushed to by an account without the right",
      stack: [
        iam(),
        {
          type: "gcp:pubsub/subscription:Subscription",
          name: "notify",
          props: { pushConfig: { pushEndpoint: `${address}/events`, oidcToken: { serviceAccountEmail: registry } } },
        },
      ],
      at: ["pushConfig.pushEndpoint"],
    },
    {
      title: "is called by the clock without the right",
      stack: [iam(), schedule(`${address}/tick`, "cron@example.iam.gserviceaccount.com"), grant()],
      at: ["httpTarget.uri"],
    },
    {
      title: "is triggered by an account without the right",
      stack: [
        iam(),
        {
          type: "gcp:eventarc/trigger:Trigger",
          name: "trigger",
          props: {
            location: region,
            serviceAccount: registry,
            destination: { cloudRunService: { service: "iam" } },
          },
        },
      ],
      at: ["destination.cloudRunService.service"],
    },
    {
      title: "is called in a workflow without the right",
      stack: [
        iam(),
        {
          type: "gcp:workflows/workflow:Workflow",
          name: "flow",
          props: {
            serviceAccount: registry,
            sourceContents: `main:\n  steps:\n    - call: http.get\n      url: ${address}\n`,
          },
        },
      ],
      at: ["sourceContents"],
    },
  ],
  unknown: [
    {
      title: "reads a secret that is not known yet, beside one with an address",
      stack: [iam(), readsSecret(Unknown), secretWith(`IAM_URL=${address}`)],
    },
    { title: "takes its account from outside the stack", stack: [iam(), caller(address, { account: Unknown })] },
    {
      title: "has a grant to somebody who is not known yet",
      stack: [iam(), caller(address), grant({ member: Unknown })],
    },
    {
      title: "may be told something else of a new service",
      stack: [iam({ uri: Unknown }), caller(Unknown, { variable: "IAM_SERVICE", madeFrom: ["iam"] })],
    },
    {
      title: "may call a service that perhaps asks nobody",
      stack: [iam({ invokerIamDisabled: Unknown }), caller(address)],
    },
    {
      title: "calls what may be a service whose name is not known yet",
      stack: [iam({ name: Unknown }), caller(address)],
    },
  ],
  notApplicable: [{ title: "runs nothing", stack: [{ type: "gcp:storage/bucket:Bucket", props: {} }] }],
});
