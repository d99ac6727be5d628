import { type CaseResource, stackCases } from "../cases";
import { Unknown, type Value } from "../values";
import policy from "./no-shared-account";

const email = "registry@example.iam.gserviceaccount.com";

function service(name: string, serviceAccount: Value, madeFrom: string[] = []): CaseResource {
  return {
    type: "gcp:cloudrunv2/service:Service",
    name: `${name}/europe-west1`,
    props: { name, template: { serviceAccount } },
    madeFrom: { template: madeFrom },
  };
}

function account(name: string, address: Value = Unknown): CaseResource {
  return { type: "gcp:serviceaccount/account:Account", name, props: { accountId: name, email: address } };
}

const job: CaseResource = {
  type: "gcp:cloudrunv2/job:Job",
  name: "migrate",
  props: { name: "migrate", template: { template: { serviceAccount: `projects/-/serviceAccounts/${email}` } } },
};

export default stackCases(policy, {
  passing: [
    {
      title: "gives each its own",
      stack: [service("registry", email), service("iam", "iam@example.iam.gserviceaccount.com")],
    },
    { title: "has one workload in many regions", stack: [service("registry", email), service("registry", email)] },
    {
      title: "makes each its own in this run",
      stack: [
        account("registry"),
        account("iam"),
        service("registry", Unknown, ["registry"]),
        service("iam", Unknown, ["iam"]),
      ],
    },
  ],
  failing: [
    {
      title: "shares one between two services",
      stack: [service("registry", email), service("iam", email)],
      at: ["template.serviceAccount"],
    },
    {
      title: "shares one between a service and a job, in two spellings",
      stack: [service("registry", email), job],
      at: ["template.template.serviceAccount"],
    },
    {
      title: "shares one between a service and a job of the same name",
      stack: [service("migrate", email), job],
      at: ["template.template.serviceAccount"],
    },
    {
      title: "shares one that is made in this run",
      stack: [account("shared"), service("registry", Unknown, ["shared"]), service("iam", Unknown, ["shared"])],
      at: ["template.serviceAccount"],
    },
    {
      title: "shares one whose address one of them knows already",
      stack: [account("shared", email), service("registry", email), service("iam", Unknown, ["shared"])],
      at: ["template.serviceAccount"],
    },
  ],
  unknown: [
    {
      title: "takes the account from outside the stack",
      stack: [service("registry", Unknown), service("iam", Unknown)],
    },
    {
      title: "could mean either of two accounts",
      stack: [account("a"), account("b"), service("registry", Unknown, ["a", "b"])],
    },
  ],
  notApplicable: [{ title: "runs nothing", stack: [{ type: "gcp:storage/bucket:Bucket", props: {} }] }],
});
