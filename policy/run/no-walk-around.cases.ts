import { type CaseResource, stackCases } from "../cases";
import { Unknown } from "../values";
import policy from "./no-walk-around";

const number = "755489226627";
const email = (name: string) => `${name}@example.iam.gserviceaccount.com`;

function service(name: string, more: CaseResource["props"] = {}, url?: string): CaseResource {
  const envs = url === undefined ? [] : [{ name: "IAM_URL", value: url }];
  return {
    type: "gcp:cloudrunv2/service:Service",
    name,
    props: {
      name,
      location: "europe-west1",
      template: { serviceAccount: email(name), containers: [{ image: name, envs }] },
      ...more,
    },
  };
}

function invoker(who: string, more: CaseResource["props"] = {}): CaseResource {
  const member = `serviceAccount:${email(who)}`;
  return {
    type: "gcp:cloudrunv2/serviceIamMember:ServiceIamMember",
    name: `${who}-calls`,
    props: { name: "iam", location: "europe-west1", role: "roles/run.invoker", member, ...more },
  };
}

const address = `https://iam-${number}.europe-west1.run.app`;
const given = "https://iam-k3f2c7qgva-ew.a.run.app";
const iam = service("iam", { uri: given });

export default stackCases(policy, {
  passing: [
    { title: "is granted to call the service", stack: [iam, service("registry", {}, address), invoker("registry")] },
    {
      title: "is granted to call every service of the project",
      stack: [
        iam,
        service("registry", {}, address),
        {
          type: "gcp:projects/iAMMember:IAMMember",
          name: "all",
          props: { role: "roles/run.invoker", member: `serviceAccount:${email("registry")}` },
        },
      ],
    },
    {
      title: "knows its own address",
      stack: [service("iam", {}, address)],
    },
    {
      title: "knows an address that the load balancer alone reaches",
      stack: [service("iam", { invokerIamDisabled: true }), service("registry", {}, address)],
    },
    {
      title: "pushes as an account that may",
      stack: [
        iam,
        {
          type: "gcp:pubsub/subscription:Subscription",
          name: "push",
          props: {
            pushConfig: { pushEndpoint: `${address}/events`, oidcToken: { serviceAccountEmail: email("push") } },
          },
        },
        invoker("push"),
      ],
    },
    {
      title: "calls a service of another project, whose owner grants it",
      stack: [iam, service("registry", {}, "https://billing-100000000000.europe-west1.run.app")],
    },
  ],
  failing: [
    {
      title: "writes the address down",
      stack: [iam, service("registry", {}, `${address}/check`)],
      at: ["template.containers[0].envs[0].value"],
    },
    {
      title: "has the address from the service's uri, or from a data source",
      stack: [iam, { ...service("registry", {}, given), madeFrom: { template: ["iam"] } }],
      at: ["template.containers[0].envs[0].value"],
    },
    {
      title: "was granted another region",
      stack: [iam, service("registry", {}, address), invoker("registry", { location: "us-east4" })],
      at: ["template.containers[0].envs[0].value"],
    },
    {
      title: "was granted to see the service, and not to call it",
      stack: [iam, service("registry", {}, address), invoker("registry", { role: "roles/run.viewer" })],
      at: ["template.containers[0].envs[0].value"],
    },
    {
      title: "relies on what another caller was granted",
      stack: [iam, service("registry", {}, address), invoker("push")],
      at: ["template.containers[0].envs[0].value"],
    },
    {
      title: "is called by the clock",
      stack: [
        iam,
        {
          type: "gcp:cloudscheduler/job:Job",
          name: "nightly",
          props: { httpTarget: { uri: `${address}/clean`, oidcToken: { serviceAccountEmail: email("nightly") } } },
        },
      ],
      at: ["httpTarget.uri"],
    },
  ],
  unknown: [
    {
      title: "has a new service's address and no grant that is known",
      stack: [
        iam,
        {
          ...service("registry", {}),
          props: {
            ...service("registry").props,
            template: {
              serviceAccount: email("registry"),
              containers: [{ envs: [{ name: "IAM_URL", value: Unknown }] }],
            },
          },
          madeFrom: { template: ["iam"] },
        },
      ],
    },
    {
      title: "may have been granted by a binding that is not known yet",
      stack: [iam, service("registry", {}, address), invoker("registry", { member: Unknown })],
    },
  ],
});
